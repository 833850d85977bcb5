import Host

extension AptSource {
    /// What the host's own apt uses: sources.list and the files beside it, in apt's order.
    package static func ofHost(_ directory: String = "/etc/apt") -> [AptSource] {
        let parts = directory + "/sources.list.d"
        let names = FileSystem.names(in: parts).sorted()
        var found = oneLine(FileSystem.text(directory + "/sources.list") ?? "")
        for name in names {
            if name.hasSuffix(".list") { found += oneLine(FileSystem.text("\(parts)/\(name)") ?? "") }
            if name.hasSuffix(".sources") { found += deb822(FileSystem.text("\(parts)/\(name)") ?? "") }
        }
        return found
    }
}
