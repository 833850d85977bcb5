/// Ready when systemd says that a unit is active. A unit that has failed ends the wait at once.
public struct UnitCondition: Sendable, Hashable, Codable {
    /// The unit's name, such as `nginx.service`.
    public var name: String
    /// How long it may take.
    public var deadline: Deadline?
    /// How long to wait between two looks; short at first and then longer when nil.
    public var interval: Interval?

    /// This unit is active.
    public init(_ name: String, deadline: Deadline? = nil, interval: Interval? = nil) {
        self.name = name
        self.deadline = deadline
        self.interval = interval
    }

    /// Reads a condition; a name without a suffix is a service's, as systemctl has it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        let isName = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789:-_.\\@".unicodeScalars.contains($0))
        }
        guard !name.isEmpty, !name.hasPrefix("-"), isName else {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container,
                debugDescription: "‘\(name)’ is not a unit's name; write for example nginx.service")
        }
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        interval = try container.decodeIfPresent(Interval.self, forKey: .interval)
    }
}
