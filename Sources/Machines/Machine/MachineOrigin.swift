/// How a machine comes to be.
public enum MachineOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    /// The guest boots.
    case boot
    /// A fork of a machine that was booted once, got ready and was frozen: memory and disks are shared with it until they
    /// are written, and the identity is its own.
    case template
}
