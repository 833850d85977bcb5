/// A stretch of a machine's life that the report counts.
public enum Phase: String, Sendable, Codable, CaseIterable {
    /// Finding or starting the private libvirt daemon.
    case daemon
    /// Asking what this host can do, such as run KVM (cached).
    case probe
    /// Finding the machine's image, and building it but for the stages below.
    case image
    /// A distribution's packages are fetched and unpacked.
    case bootstrap
    /// They are put on a disk.
    case disk
    /// The disk is made bootable.
    case bootLoader
    /// An image is fetched from the web or a registry.
    case download
    /// A fetched image is unpacked and converted.
    case convert
    /// An image is sent to a cluster, and taken in there.
    case upload
    /// The fixture's steps are done to the image.
    case customize
    /// A template is booted and frozen, for forks to go on from.
    case template
    /// Admission, files and domain XML.
    case define
    /// Waiting until the host has memory for it; only told when somebody had to wait.
    case memory
    /// libvirt's and QEMU's start, until the virtual CPUs run; a fork's state is loaded meanwhile.
    case start
    /// From there until the kernel's clock starts: firmware, boot loader, unpacking.
    case firmware
    /// From there until the guest's helper runs: the kernel, its initramfs, and what the system starts before.
    case kernel
    /// From there until every readiness condition holds.
    case ready
    /// A fork is given an identity of its own.
    case identity
    /// A machine goes back to a checkpoint of its own.
    case revert
    /// The command, with its streams and copies.
    case command
    /// Until QEMU is dead and the files are gone.
    case teardown
}
