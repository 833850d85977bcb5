/// How far a machine's network reaches.
public enum NetworkPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    /// The machine has no network device at all, whatever interfaces it lists.
    case none
    /// The guest reaches nobody; the host reaches the guest by ports that are forwarded to it.
    case isolated
    /// The guest reaches what the host reaches, and through its gateway also the host's own loopback; the default.
    case outbound
}
