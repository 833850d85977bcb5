public import KubeVirt

/// Whose a file is: `user`, `user:group` or `:group`, by names that the guest knows or by numbers.
public struct FileOwner: Sendable, Hashable, ScalarCodable, ExpressibleByStringLiteral {
    /// The user; stays as it is when nil.
    public let user: String?
    /// The group; stays as it is when nil.
    public let group: String?

    /// What to write.
    public static var expectation: String { "an owner such as www-data, 1000:1000 or :adm" }

    /// Reads names.
    public init(scalarText: String) throws(InvalidValue) {
        let parts = scalarText.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }), parts.allSatisfy(Self.isName)
        else {
            throw InvalidValue(.name, "expected \(Self.expectation), got ‘\(scalarText)’", text: scalarText)
        }
        user = parts[0].isEmpty ? nil : parts[0]
        group = parts.count == 2 && !parts[1].isEmpty ? parts[1] : nil
    }

    /// An owner that a program's author wrote; a wrong one is a mistake in the program.
    public init(stringLiteral value: String) {
        guard let owner = try? FileOwner(scalarText: value) else {
            preconditionFailure("‘\(value)’ is not \(Self.expectation)")
        }
        self = owner
    }

    /// `user:group`.
    public var scalarText: String { (user ?? "") + (group.map { ":\($0)" } ?? "") }

    static func isName(_ text: String) -> Bool {
        text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_.-@$".utf8.contains(byte)
                }
            }
    }
}
