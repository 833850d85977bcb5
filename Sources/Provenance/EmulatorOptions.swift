/// QEMU's arguments as options with their values, without what is another for each machine: directories, whose files are
/// told by their content, numbers of descriptors, and identifiers.
struct EmulatorOptions: Hashable {
    private(set) var options: [String] = []

    /// A program and its arguments.
    init(_ commandLine: [String]) {
        // It stands in other options, too.
        let place = commandLine.firstIndex(of: "-uuid").map { $0 + 1 }
        let identifier = place.flatMap { $0 < commandLine.count ? commandLine[$0] : nil }.flatMap {
            $0.isEmpty ? nil : $0
        }
        for word in commandLine.dropFirst() {
            if word.hasPrefix("-") || options.isEmpty {
                options.append(word)
            } else {
                let word = identifier.map { word.replacing($0, with: "UUID") } ?? word
                options[options.count - 1] += " " + Self.plain(word)
            }
        }
        for index in options.indices where Self.drawn.contains(where: options[index].hasPrefix) {
            options[index] = String(options[index].prefix { $0 != " " })
        }
    }

    /// Each machine has its own.
    private static let drawn = ["-name ", "-uuid "]

    private static func plain(_ word: String) -> String {
        var (text, rest) = ("", word[...])
        while let byte = rest.first {
            let begins = text.last.map { "=\":, ".contains($0) } ?? true
            if begins, byte == "/" {
                let path = rest.prefix { !",\" ".contains($0) }
                text += withoutDigest(String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...]))
                rest = rest.dropFirst(path.count)
            } else if text.hasSuffix("fd=") || text.hasSuffix("fds=") {
                text += "N"
                rest = rest.drop { $0.isNumber || $0 == ":" }
            } else {
                text.append(byte)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// A file of our store is called by its content, which is compared by itself.
    private static func withoutDigest(_ name: String) -> String {
        let stem = name.prefix { $0 != "." }
        return stem.count == 64 && stem.allSatisfy(\.isHexDigit) ? "DIGEST" + name.dropFirst(64) : name
    }
}
