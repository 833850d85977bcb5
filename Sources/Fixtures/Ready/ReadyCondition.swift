public import KubeVirt

/// Something that must hold before a machine is handed over; exactly one kind is written for each.
public enum ReadyCondition: Sendable, Hashable {
    /// The guest helper answers.
    case helper(HelperCondition)
    /// A line of the console says so.
    case console(ConsoleCondition)

    /// The guest helper answers.
    public static func helper(deadline: Deadline? = nil) -> ReadyCondition {
        .helper(HelperCondition(deadline: deadline))
    }

    /// How long it may take; ``Fixture/defaultDeadline`` when it does not say.
    public var deadline: Deadline {
        let written =
            switch self {
            case .helper(let condition): condition.deadline
            case .console(let condition): condition.deadline
            }
        return written ?? Fixture.defaultDeadline
    }
}

extension ReadyCondition: Codable, PartiallySupported {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case helper, console
    }

    /// Kinds of conditions that are refused for now.
    public static var notYetSupported: [String] { ["agent", "all", "any", "cloudInit", "command", "port", "ssh"] }
    /// The format itself.
    public static var fieldsDefinedBy: String { fixtureFormat }

    /// Reads the one condition that is written.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let written = CodingKeys.allCases.filter(container.contains)
        guard written.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a condition is exactly one of "
                        + CodingKeys.allCases.map(\.stringValue).joined(separator: ", ")))
        }
        switch written[0] {
        case .helper: self = .helper(try container.decode(HelperCondition.self, forKey: .helper))
        case .console: self = .console(try container.decode(ConsoleCondition.self, forKey: .console))
        }
    }

    /// Writes the condition under its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .helper(let condition): try container.encode(condition, forKey: .helper)
        case .console(let condition): try container.encode(condition, forKey: .console)
        }
    }
}
