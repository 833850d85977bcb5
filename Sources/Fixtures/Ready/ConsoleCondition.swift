/// Ready when the serial console has shown something.
public struct ConsoleCondition: Sendable, Hashable {
    /// What to look for in a line.
    public enum Match: Sendable, Hashable {
        /// These characters, anywhere in the line.
        case text(String)
        /// A regular expression in Swift's dialect, anywhere in the line; it has been compiled once, so it is valid.
        case pattern(String)
    }

    /// What to look for.
    public var match: Match
    /// How long it may take.
    public var deadline: Deadline?

    /// Looks for this.
    public init(_ match: Match, deadline: Deadline? = nil) {
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
        let text = try container.decodeIfPresent(String.self, forKey: .text)
        let pattern = try container.decodeIfPresent(String.self, forKey: .pattern)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        switch (text, pattern) {
        case (let text?, nil) where !text.isEmpty: match = .text(text)
        case (nil, let pattern?) where !pattern.isEmpty:
            do {
                _ = try Regex(pattern)
            } catch {
                throw DecodingError.dataCorruptedError(
                    forKey: .pattern, in: container,
                    debugDescription: "‘\(pattern)’ is not a regular expression: \(error)")
            }
            match = .pattern(pattern)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "write exactly one of text (plain characters) and pattern (a regular expression)")
            )
        }
    }

    /// Writes the condition.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch match {
        case .text(let text): try container.encode(text, forKey: .text)
        case .pattern(let pattern): try container.encode(pattern, forKey: .pattern)
        }
        try container.encodeIfPresent(deadline, forKey: .deadline)
    }
}
