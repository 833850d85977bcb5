public import KubeVirt

/// An absolute path in a guest, without `..`.
public struct GuestPath: Sendable, Hashable, ScalarCodable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The path, as it was written.
    public let text: String

    /// What to write.
    public static var expectation: String { "an absolute path in the guest without ‘..’" }

    /// Checks a path.
    public init(scalarText: String) throws(InvalidValue) {
        guard scalarText.hasPrefix("/"), !scalarText.split(separator: "/").contains(".."),
            !scalarText.utf8.contains(0)
        else {
            throw InvalidValue(.path, "expected \(Self.expectation), got ‘\(scalarText)’", text: scalarText)
        }
        text = scalarText
    }

    /// A path that a program's author wrote; a wrong one is a mistake in the program.
    public init(stringLiteral value: String) {
        guard let path = try? GuestPath(scalarText: value) else {
            preconditionFailure("‘\(value)’ is not \(Self.expectation)")
        }
        self = path
    }

    /// The path.
    public var scalarText: String { text }
    /// The path.
    public var description: String { text }
}

/// A path of the host in a fixture; a relative one starts at the fixture's own directory.
struct HostPath: ScalarCodable, Hashable {
    let text: String

    static var expectation: String { "the path of a file on the host" }

    init(scalarText: String) throws(InvalidValue) {
        guard !scalarText.isEmpty, !scalarText.utf8.contains(0) else {
            throw InvalidValue(.path, "expected \(Self.expectation), got ‘\(scalarText)’", text: scalarText)
        }
        text = scalarText
    }

    var scalarText: String { text }
}
