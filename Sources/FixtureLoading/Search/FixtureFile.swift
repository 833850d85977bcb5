import Fixtures
import Glibc

/// A file that a fixture is read from, not yet read.
package struct FixtureFile: Sendable, Hashable {
    /// Its path, or the name of one of Mayfly's own; what errors begin with.
    package let name: String
    /// The text of one of Mayfly's own.
    private let text: [UInt8]?

    package init(path: String) {
        name = path
        text = nil
    }

    init(shipped name: String, _ text: [UInt8]) {
        self.name = name
        self.text = text
    }

    /// The file of a name that an error or a location has.
    static func named(_ name: String) -> FixtureFile {
        ShippedFixtures.texts.lazy.compactMap { ShippedFixtures.file($0.name) }.first { $0.name == name }
            ?? FixtureFile(path: name)
    }

    /// What tells it from all others, however it is spelt.
    var identity: String {
        guard text == nil, let real = realpath(name, nil) else { return name }
        defer { free(real) }
        return String(cString: real)
    }

    func bytes(limit: Int) throws(FixtureError) -> [UInt8] {
        if let text { return text }
        return try readFile(name, limit: limit)
    }

    /// A path in it, as seen from its directory.
    func beside(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        return absolutePath(String(path), besides: name)
    }

    /// Its directory; nil for one of Mayfly's own.
    var directory: String? {
        guard text == nil else { return nil }
        let directory = beside("")
        return directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    }
}
