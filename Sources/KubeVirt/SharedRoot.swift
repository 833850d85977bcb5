/// A directory of the host that a guest mounts by its ``tag`` for its root, and cannot write to.
public struct SharedRoot: Sendable, Hashable {
    /// How the guest gets at its files.
    public enum Way: String, Sendable, Hashable, CaseIterable {
        /// QEMU reads them, and refuses to write.
        case ninep = "9p"
        /// A program of its own reads them, for whom they are mounted read-only.
        case virtiofs
    }

    /// What the guest mounts.
    public static let tag = "mayfly-root"

    /// The directory, by its absolute path.
    public var path: String
    /// How the guest gets at its files.
    public var way: Way

    /// This directory, in that way.
    public init(_ path: String, by way: Way) {
        self.path = path
        self.way = way
    }
}

extension Annotations {
    /// Key of ``sharedRoot``.
    public static let rootKey = prefix + "root"
}

extension SharedRoot {
    /// `9p:/srv/root`; nil when it is none.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let way = Way(rawValue: String(text[..<colon])) else { return nil }
        let path = String(text[text.index(after: colon)...])
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
        self.init(path, by: way)
    }

    var text: String { way.rawValue + ":" + path }

    static func problem(of text: String) -> String? {
        guard SharedRoot(text) == nil else { return nil }
        let ways = Way.allCases.map(\.rawValue).joined(separator: " or ")
        return "must be \(ways), a colon and an absolute path on the host, got ‘\(text)’"
    }
}
