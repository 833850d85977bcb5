/// Ready when the serial console has shown something.
public struct ConsoleCondition: Sendable, Hashable {
    /// What to look for in a line.
    public typealias Match = TextMatch

    /// What to look for.
    public var match: TextMatch
    /// How long it may take.
    public var deadline: Deadline?

    /// Looks for this.
    public init(_ match: TextMatch, deadline: Deadline? = nil) {
        self.match = match
        self.deadline = deadline
    }
}

extension ConsoleCondition: Codable {
    private enum CodingKeys: String, CodingKey {
        case text, pattern, deadline
    }

    /// Reads a condition that has exactly one of `text` and `pattern`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let found = try TextMatch.read(from: container, text: .text, pattern: .pattern)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        guard let found else { throw TextMatch.oneExpected(at: decoder.codingPath) }
        match = found
    }

    /// Writes the condition.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try match.write(to: &container, text: .text, pattern: .pattern)
        try container.encodeIfPresent(deadline, forKey: .deadline)
    }
}
