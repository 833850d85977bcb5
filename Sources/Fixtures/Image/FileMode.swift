public import KubeVirt

/// Permissions of a file, always octal: `0755`, `755`, `0o755` and `"0755"` are the same.
///
/// YAML 1.1 and 1.2 read `0755` as different numbers; here its characters count.
public struct FileMode: Sendable, Hashable {
    /// Permission bits, from 0 to 0o7777.
    public var rawValue: UInt32

    /// These bits.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }
}

extension FileMode: ScalarCodable, CustomStringConvertible {
    /// What to write.
    public static var expectation: String { "an octal mode such as 0755" }

    /// Reads octal digits, after `0o` if it is there.
    public init(scalarText text: String) throws(InvalidValue) {
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        guard let bits = UInt32(digits, radix: 8), bits <= 0o7777, digits.first != "+" else {
            throw InvalidValue(.fileMode, "expected \(Self.expectation), got ‘\(text)’", text: text)
        }
        self.init(rawValue: bits)
    }

    /// Four octal digits.
    public var scalarText: String {
        let digits = String(rawValue, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Four octal digits.
    public var description: String { scalarText }
}
