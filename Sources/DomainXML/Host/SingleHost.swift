/// A host that runs machines by itself: no scheduler chose it because it can, so what it cannot is refused.
package struct SingleHost: Sendable, Hashable {
    /// libvirt's version as it counts: 9.0.0 is 9,000,000.
    package var libvirt = 9_000_000
    /// QEMU's, counted likewise.
    package var qemu = 7_002_000
    /// A bridge that QEMU's helper may put machines on (`/etc/qemu/bridge.conf`).
    package var bridge: String?
    /// Whether /dev/vhost-vsock opens.
    package var hasVSOCK = false
    /// Why libvirt cannot start a TPM's emulator (swtpm); nil when it can.
    package var lackOfTPM: String? = "it was not tried"
    /// Why directories cannot be shared by virtiofs; nil when they can.
    package var lackOfVirtiofs: String? = "it was not tried"
    /// Why no directory can be shared by virtiofs so that nobody can write to it; nil when one can.
    package var lackOfReadOnlyShares: String? = "it was not tried"
    /// Whether threads and memory can be bound to processors and nodes.
    package var canPinMemory = false
    /// Numbers of the processors that this user's threads may run on.
    package var processors: [Int] = []
    /// Free huge pages, by their size in bytes.
    package var hugePages: [Int64: Int] = [:]
    /// Kinds of memory encryption that the processors have: `sev`, `sev-es`, `sev-snp`, `tdx`, `secureExecution`.
    package var launchSecurity: Set<String> = []

    package init() {}
}
