import KubeVirt

/// What a parameter of a fixture is given: a text, a whole number, or true or false.
public struct ParameterValue: Sendable, Hashable, CustomStringConvertible {
    /// The value as it is written.
    public let text: String

    /// A value as it is written, such as on a command line; the parameter's declaration says what it may be.
    public init(_ text: String) { self.text = text }

    /// The value as it is written.
    public var description: String { text }
}

extension ParameterValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A text.
    public init(stringLiteral value: String) { self.init(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self.init(String(value)) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self.init(value ? "true" : "false") }
}

extension ParameterValue: Codable {
    /// Reads a scalar of any kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self.init(flag ? "true" : "false")
        } else {
            self.init(try container.decode(Plain.self).scalarText)
        }
    }

    /// Writes a text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// A text or number, by its own characters.
    private struct Plain: ScalarCodable {
        let scalarText: String

        static var expectation: String { "a text, a number, true or false" }

        init(scalarText: String) { self.scalarText = scalarText }
    }
}
