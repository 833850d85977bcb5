/// The files of an initramfs by path: the last one put there counts, and directories come by themselves.
struct InitramfsTree {
    private var entries: [String: InitramfsEntry] = [:]

    mutating func put(_ entry: InitramfsEntry) {
        entries[entry.path] = entry
        var parent = entry.path[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            if entries[String(parent)] != nil { break }
            entries[String(parent)] = InitramfsEntry(String(parent), 0o755, .directory)
        }
    }

    func contains(_ path: String) -> Bool { entries[path] != nil }

    /// Every file after its directory. A file inside something that is none is an error: the kernel would drop it silently.
    func sorted() throws(ImageError) -> [InitramfsEntry] {
        let sorted = entries.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for entry in sorted {
            guard let slash = entry.path.lastIndex(of: "/") else { continue }
            let parent = String(entry.path[..<slash])
            guard entries[parent]?.kind == .directory else {
                throw ImageError(.file, "the initramfs cannot have /\(entry.path): /\(parent) is not a directory in it")
            }
        }
        return sorted
    }

    /// A path of the guest as the entry that it means: relative, without empty parts, and with our symlinks followed.
    static func resolve(_ path: String, through links: [(path: String, target: String)]) -> String {
        let plain = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        for link in links where plain.hasPrefix(link.path + "/") {
            // All of our links lead to a directory at the top.
            let target = link.target.split(separator: "/").filter { $0 != ".." }.joined(separator: "/")
            return target + plain.dropFirst(link.path.count)
        }
        return plain
    }
}
