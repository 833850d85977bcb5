/// Ready when there is a file in the guest, and it says something if that is asked for.
public struct FileCondition: Sendable, Hashable {
    /// An absolute path in the guest.
    public var path: String
    /// What a line of the file must show; its being there is enough when nil.
    public var match: TextMatch?
    /// How long it may take.
    public var deadline: Deadline?
    /// How long to wait between two looks; short at first and then longer when nil.
    public var interval: Interval?

    /// There is such a file.
    public init(_ path: String, match: TextMatch? = nil, deadline: Deadline? = nil, interval: Interval? = nil) {
        self.path = path
        self.match = match
        self.deadline = deadline
        self.interval = interval
    }
}

extension FileCondition: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, text, pattern, deadline, interval
    }

    /// Reads a condition with an absolute path.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(String.self, forKey: .path)
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw DecodingError.dataCorruptedError(
                forKey: .path, in: container, debugDescription: "expected an absolute path in the guest, got ‘\(path)’")
        }
        match = try TextMatch.read(from: container, text: .text, pattern: .pattern)
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        interval = try container.decodeIfPresent(Interval.self, forKey: .interval)
    }

    /// Writes the condition.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try match?.write(to: &container, text: .text, pattern: .pattern)
        try container.encodeIfPresent(deadline, forKey: .deadline)
        try container.encodeIfPresent(interval, forKey: .interval)
    }
}
