/// Ready when the QEMU guest agent answers.
public struct AgentCondition: Sendable, Hashable, Codable {
    /// How long it may take.
    public var deadline: Deadline?
    /// How long to wait between two attempts; short at first and then longer when nil.
    public var interval: Interval?

    /// With this deadline, or the default one.
    public init(deadline: Deadline? = nil, interval: Interval? = nil) {
        self.deadline = deadline
        self.interval = interval
    }
}
