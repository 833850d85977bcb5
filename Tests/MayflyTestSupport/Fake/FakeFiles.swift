/// The files of a guest that is none: paths and what is there.
package struct FakeFiles: Sendable {
    package enum Content: Sendable, Hashable {
        case directory
        case file([UInt8])
        case link(String)
    }

    package struct Entry: Sendable, Hashable {
        package var content: Content
        package var mode: UInt32
        /// Nanoseconds since 1970.
        package var time: Int64
    }

    private(set) var entries: [String: Entry] = [
        "/": Entry(content: .directory, mode: 0o755, time: 0),
        "/etc": Entry(content: .directory, mode: 0o755, time: 0),
        "/etc/passwd": Entry(content: .file(Array("root:x:0:0::/root:/bin/sh\n".utf8)), mode: 0o644, time: 0),
        "/root": Entry(content: .directory, mode: 0o700, time: 0),
        "/tmp": Entry(content: .directory, mode: 0o1777, time: 0),
    ]

    package subscript(path: String) -> Entry? {
        get { entries[Self.plain(path)] }
        set { entries[Self.plain(path)] = newValue }
    }

    func isDirectory(_ path: String) -> Bool { self[path]?.content == .directory }

    /// The names in a directory.
    func names(in directory: String) -> [String] {
        let prefix = Self.plain(directory) == "/" ? "/" : Self.plain(directory) + "/"
        return entries.keys.filter { $0 != "/" && $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/") }
            .map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    /// One slash between names, and none at the end.
    static func plain(_ path: String) -> String {
        "/" + path.split(separator: "/").joined(separator: "/")
    }
}
