/// Several conditions that are one: all of them, or any.
public struct GroupCondition: Sendable, Hashable, Codable {
    /// The conditions; at least one.
    public var of: [ReadyCondition]
    /// How long the whole may take; as long as its conditions may when nil. A condition without a deadline has this one.
    public var deadline: Deadline?

    /// These conditions.
    public init(of conditions: [ReadyCondition], deadline: Deadline? = nil) {
        of = conditions
        self.deadline = deadline
    }

    /// Reads a group; an empty one is an error, since it would mean nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        of = try container.decode([ReadyCondition].self, forKey: .of)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        guard !of.isEmpty else {
            throw DecodingError.dataCorruptedError(
                forKey: .of, in: container, debugDescription: "is empty; write at least one condition")
        }
    }
}
