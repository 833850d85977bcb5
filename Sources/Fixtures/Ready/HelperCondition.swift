/// Ready when the guest helper has greeted us.
public struct HelperCondition: Sendable, Hashable, Codable {
    /// How long it may take.
    public var deadline: Deadline?

    /// With this deadline, or the default one.
    public init(deadline: Deadline? = nil) {
        self.deadline = deadline
    }
}
