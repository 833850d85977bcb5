/// Ready when a command in the guest exits with 0, and writes something if that is asked for.
public struct CommandCondition: Sendable, Hashable {
    /// What is run.
    public enum Program: Sendable, Hashable {
        /// A program and its arguments.
        case run([String])
        /// A script for the guest's `/bin/sh -c`.
        case shell(String)
    }

    /// What is run, again and again until it succeeds.
    public var program: Program
    /// A user's name or number in the guest; root when nil.
    public var user: String?
    /// What a line of the output must show.
    public var match: TextMatch?
    /// How long it may take, all attempts together.
    public var deadline: Deadline?
    /// How long to wait between two attempts; short at first and then longer when nil.
    public var interval: Interval?

    /// This command succeeds.
    public init(
        _ program: Program, user: String? = nil, match: TextMatch? = nil, deadline: Deadline? = nil,
        interval: Interval? = nil
    ) {
        self.program = program
        self.user = user
        self.match = match
        self.deadline = deadline
        self.interval = interval
    }
}

extension CommandCondition: Codable {
    private enum CodingKeys: String, CodingKey {
        case run, shell, user, text, pattern, deadline, interval
    }

    /// Reads a condition that has exactly one of `run` and `shell`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let run = try container.decodeIfPresent([String].self, forKey: .run)
        let shell = try container.decodeIfPresent(String.self, forKey: .shell)
        user = try container.decodeIfPresent(String.self, forKey: .user)
        match = try TextMatch.read(from: container, text: .text, pattern: .pattern)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        interval = try container.decodeIfPresent(Interval.self, forKey: .interval)
        switch (run, shell) {
        case (let words?, nil) where words.first?.isEmpty == false: program = .run(words)
        case (nil, let script?) where !script.isEmpty: program = .shell(script)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "write exactly one of run (a list: program and arguments) and shell (a script)"))
        }
    }

    /// Writes the condition.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch program {
        case .run(let words): try container.encode(words, forKey: .run)
        case .shell(let script): try container.encode(script, forKey: .shell)
        }
        try container.encodeIfPresent(user, forKey: .user)
        try match?.write(to: &container, text: .text, pattern: .pattern)
        try container.encodeIfPresent(deadline, forKey: .deadline)
        try container.encodeIfPresent(interval, forKey: .interval)
    }
}
