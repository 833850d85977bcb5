/// What the conversion has to know of the host.
package struct HostFacts: Sendable, Hashable {
    /// Whether guests run under KVM, and under TCG otherwise.
    package var kvm: Bool
    /// The QEMU binary; libvirt's choice for the architecture when nil.
    package var emulator: String?

    package init(kvm: Bool, emulator: String? = nil) {
        self.kvm = kvm
        self.emulator = emulator
    }
}

/// The names and files of one machine on this host.
package struct MachineFiles: Sendable, Hashable {
    /// The domain's name, never used twice.
    package var domain: String
    /// SMBIOS and libvirt's UUID for a VMI that says none.
    package var uuid: String
    package var consoleSocket: String
    /// Everything that the guest ever writes to its console.
    package var consoleLog: String
    /// Where VNC listens, when the machine has a display.
    package var displaySocket: String
    /// A socket for each of the helper's ports, in their order.
    package var helperSockets: [String]
    /// What is kept in the domain's metadata: who the machine belongs to, and its VMI, as JSON.
    package var record: String

    package init(
        domain: String, uuid: String, consoleSocket: String, consoleLog: String, displaySocket: String,
        helperSockets: [String], record: String
    ) {
        self.domain = domain
        self.uuid = uuid
        self.consoleSocket = consoleSocket
        self.consoleLog = consoleLog
        self.displaySocket = displaySocket
        self.helperSockets = helperSockets
        self.record = record
    }
}
