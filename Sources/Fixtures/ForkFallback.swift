/// What happens where a fixture's machines were to be forked, and one of their devices forbids it.
public enum ForkFallback: String, Sendable, Hashable, Codable, CaseIterable {
    /// The machine is booted.
    case boot
    /// The machine's whole memory is saved once and read back for each: slower than a fork, faster than a boot, and with
    /// no page shared. What forbids even that has the machine booted.
    case restore
    /// An error that names the device.
    case refuse
}
