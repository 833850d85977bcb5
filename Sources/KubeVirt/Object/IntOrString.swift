/// A number, or a text that stands for one, such as a port by its name or a percentage.
public enum IntOrString: Sendable, Hashable {
    /// A number.
    case int(Int32)
    /// A text.
    case string(String)
}

extension IntOrString: Codable {
    /// Reads a whole number or a string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let string = try? container.decode(String.self) {
            self = .string(string)
        } else {
            self = .int(try container.decode(Int32.self))
        }
    }

    /// Writes what it is.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .int(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        }
    }
}

extension IntOrString: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// A number.
    public init(integerLiteral value: Int32) { self = .int(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension IntOrString: CustomStringConvertible {
    /// The number's digits, or the text.
    public var description: String {
        switch self {
        case .int(let number): "\(number)"
        case .string(let text): text
        }
    }
}
