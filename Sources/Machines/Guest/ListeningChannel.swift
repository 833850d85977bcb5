/// A way into a guest by which whoever is inside can also be served from outside, whatever network the guest has.
package protocol ListeningChannel: GuestChannel {
    /// Holds a TCP port of the guest's at a numeric address until the listener is closed or its session ends.
    ///
    /// Throws ``MachineError/Code/invalidInput`` where the port is taken.
    func listen(address: String, port: UInt16) async throws(MachineError) -> any GuestListener
}

/// A TCP port of the guest's that we hold. Closed with its last reference.
package protocol GuestListener: Sendable {
    var port: UInt16 { get }
    /// The next connection that somebody in the guest opened.
    func accept() async throws(MachineError) -> any GuestConnection
    func close() async
}
