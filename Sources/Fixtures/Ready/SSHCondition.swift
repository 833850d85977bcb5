/// Ready when a login by SSH works with the key that the machine was given.
public struct SSHCondition: Sendable, Hashable, Codable {
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
