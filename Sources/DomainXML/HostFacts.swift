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
