/// A stretch of a machine's life that the report counts.
public enum Phase: String, Sendable, Codable, CaseIterable {
    /// Finding or starting the private libvirt daemon.
    case daemon
    /// Asking what this host can do, such as run KVM (cached).
    case probe
    /// Finding or building the machine's image.
    case image
    /// Admission, files and domain XML.
    case define
    /// libvirt's and QEMU's start, until the virtual CPUs run.
    case start
    /// From there until the guest's first program of ours runs.
    case kernel
    /// From there until every readiness condition holds.
    case ready
    /// The command, with its streams and copies.
    case command
    /// Until QEMU is dead and the files are gone.
    case teardown
}
