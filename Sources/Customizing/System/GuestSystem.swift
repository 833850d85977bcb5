/// The operating system on a disk, by a look that costs one call.
package struct GuestSystem: Sendable, Hashable {
    /// Every device with something on it.
    package var devices: [BlockDevice]
    package var release: OSRelease
    /// In Linux's words, such as `x86_64`; nil when no program was found that tells.
    package var architecture: String?
    /// The kernel's of the appliance.
    package var hostArchitecture: String
    package var hostName: String?
    /// Programs and files that decide how something is done, of those that were looked for.
    var traits: Set<String>
    /// What is mounted, the root first.
    var mounts: [FileSystemTable.Entry]

    var manager: PackageManager? { PackageManager.allCases.first { traits.contains($0.trait) } }
    var hasSystemd: Bool { traits.contains("systemd") }
    var canRunPrograms: Bool { architecture.map { Processor.runs(hostArchitecture, $0) } ?? true }
}
