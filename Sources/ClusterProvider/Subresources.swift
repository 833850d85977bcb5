package import Machines
package import Offload

/// What is done with a running VMI through `subresources.kubevirt.io`: streams of bytes with its guest, and orders to it.
///
/// Errors say what the server said. One that time may mend (the VMI is paused, nobody listens on the port yet) is
/// ``MachineError/Code/channelLost``; one that it does not mend is ``MachineError/Code/unsupported``.
package protocol Subresources: Sendable {
    /// The guest's serial console. Whoever opens it next ends the stream of who had it.
    func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream
    /// A TCP connection to a port of the guest's, through its network.
    func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream
    /// Returns when the order has been carried out, which the VMI's status may tell a moment later.
    func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError)
}

/// Which VMI is meant.
package struct VMIName: Sendable, Hashable {
    package var namespace: String
    package var name: String

    package init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }
}

/// What a VMI can be told to do; the words are those of its subresources.
package enum VMIOrder: String, Sendable, CaseIterable {
    case pause
    case unpause
    /// A hard reset.
    case reset
}
