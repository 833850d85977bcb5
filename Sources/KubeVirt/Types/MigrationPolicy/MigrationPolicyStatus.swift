/// What became of a policy; it says nothing.
public struct MigrationPolicyStatus: Sendable, Hashable, Codable {
    /// The only value there is.
    public init() {}
}
