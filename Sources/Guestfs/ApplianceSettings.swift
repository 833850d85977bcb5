/// How an appliance is run.
package struct ApplianceSettings: Sendable, Hashable {
    /// Emulate the processor: libguestfs takes KVM for usable as soon as its device can be opened.
    package var forceEmulation: Bool
    /// Memory, in mebibytes.
    package var memory: Int32
    /// Where it keeps its sockets and small files while it runs; libguestfs removes them.
    package var temporaryDirectory: String
    /// Where the appliance itself is kept for the next time, some 400 MB.
    package var cacheDirectory: String
    /// Whether it reaches the network, by QEMU's user network: the host's loopback is at its gateway.
    package var network: Bool
    /// The program that is run as QEMU; libguestfs's own choice when nil.
    package var emulator: String?

    package init(
        forceEmulation: Bool, memory: Int32 = 1024, temporaryDirectory: String, cacheDirectory: String,
        network: Bool = false
    ) {
        self.forceEmulation = forceEmulation
        self.memory = memory
        self.temporaryDirectory = temporaryDirectory
        self.cacheDirectory = cacheDirectory
        self.network = network
    }
}
