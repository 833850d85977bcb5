/// A value written as a single scalar, whichever type YAML or JSON gives it: `128Mi`, `1.5` and `2` are all quantities.
///
/// A decoder that has the scalar's own characters hands them over unchanged, so `0.1` never becomes a binary fraction.
public protocol ScalarCodable: Codable {
    /// What to write, for error messages: "a quantity such as 128Mi".
    static var expectation: String { get }
    /// The value as it is written.
    var scalarText: String { get }
    /// The value of a scalar's characters.
    init(scalarText: String) throws(InvalidValue)
}

extension ScalarCodable {
    /// Reads a string, or a number by its shortest decimal form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text: String
        if let string = try? container.decode(String.self) {
            text = string
        } else if let integer = try? container.decode(Int64.self) {
            text = String(integer)
        } else if let number = try? container.decode(Double.self) {
            text = String(number)
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.expectation)")
        }
        do {
            self = try Self(scalarText: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(scalarText)
    }
}
