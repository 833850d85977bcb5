public import KubeVirt

/// What a distribution calls a package, or a file of one; never an option of its package manager.
public struct PackageName: Sendable, Hashable, ScalarCodable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The name.
    public let text: String

    /// What to write.
    public static var expectation: String { "the name of a package such as curl" }

    /// Checks a name: letters, digits and `.+-_:=~/@^*` (versions, architectures, groups), not beginning with a dash.
    public init(scalarText: String) throws(InvalidValue) {
        let isName = scalarText.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: ".+-_:=~/@^*".utf8.contains(byte)
            }
        }
        guard let first = scalarText.utf8.first, first != UInt8(ascii: "-"), isName else {
            throw InvalidValue(.name, "expected \(Self.expectation), got ‘\(scalarText)’", text: scalarText)
        }
        text = scalarText
    }

    /// A name that a program's author wrote; a wrong one is a mistake in the program.
    public init(stringLiteral value: String) {
        guard let name = try? PackageName(scalarText: value) else {
            preconditionFailure("‘\(value)’ is not \(Self.expectation)")
        }
        self = name
    }

    /// The name.
    public var scalarText: String { text }
    /// The name.
    public var description: String { text }
}
