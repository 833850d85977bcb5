/// What a fixture lets its user choose: a value of a type, within bounds, that stands wherever `$(params.NAME)` does.
public struct FixtureParameter: Sendable, Hashable {
    /// What a value is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Any text.
        case string
        /// A whole number of 64 bits, in decimal.
        case integer
        /// `true` or `false`.
        case boolean
        /// An amount as Kubernetes writes it, such as `4Gi`.
        case quantity
    }

    /// What a value is.
    public var type: Kind
    /// What it is for, in a sentence.
    public var description: String?
    /// The value when none is given; nil when one must be.
    public var `default`: ParameterValue?
    /// The only values there are; any when nil.
    public var allowed: [ParameterValue]?
    /// A regular expression in Swift's dialect that the whole of a text matches.
    public var pattern: String?
    /// The smallest number or quantity.
    public var minimum: ParameterValue?
    /// The largest number or quantity.
    public var maximum: ParameterValue?

    /// A parameter.
    public init(
        _ type: Kind, default value: ParameterValue? = nil, description: String? = nil,
        allowed: [ParameterValue]? = nil, pattern: String? = nil, minimum: ParameterValue? = nil,
        maximum: ParameterValue? = nil
    ) {
        self.type = type
        self.default = value
        self.description = description
        self.allowed = allowed
        self.pattern = pattern
        self.minimum = minimum
        self.maximum = maximum
    }
}

extension FixtureParameter: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, description, `default`, allowed, pattern, minimum, maximum
    }

    /// Reads a declaration. Without a type it is its default's; its own default must be a value that it allows.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func failure(_ key: CodingKeys, _ message: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: message)
        }
        description = try container.decodeIfPresent(String.self, forKey: .description)
        `default` = try container.decodeIfPresent(ParameterValue.self, forKey: .default)
        allowed = try container.decodeIfPresent([ParameterValue].self, forKey: .allowed)
        pattern = try container.decodeIfPresent(String.self, forKey: .pattern)
        minimum = try container.decodeIfPresent(ParameterValue.self, forKey: .minimum)
        maximum = try container.decodeIfPresent(ParameterValue.self, forKey: .maximum)
        type =
            try container.decodeIfPresent(Kind.self, forKey: .type)
            ?? ((try? container.decode(Bool.self, forKey: .default)) != nil
                ? .boolean : (try? container.decode(Int64.self, forKey: .default)) != nil ? .integer : .string)
        if pattern != nil, type != .string { throw failure(.pattern, "a pattern is for the type string") }
        if let pattern {
            do {
                _ = try Regex(pattern)
            } catch {
                throw failure(.pattern, "‘\(pattern)’ is not a regular expression: \(error)")
            }
        }
        for (key, bound) in [(CodingKeys.minimum, minimum), (.maximum, maximum)] {
            guard let bound else { continue }
            guard type == .integer || type == .quantity else {
                throw failure(key, "a \(key.stringValue) is for the types integer and quantity")
            }
            do throws(ParameterError) { _ = try amount(bound) } catch { throw failure(key, error.message) }
        }
        if allowed?.isEmpty == true { throw failure(.allowed, "expected one value at least") }
        for (key, values) in [(CodingKeys.allowed, allowed ?? []), (.default, `default`.map { [$0] } ?? [])] {
            for value in values {
                do throws(ParameterError) { try check(value) } catch { throw failure(key, error.message) }
            }
        }
    }
}
