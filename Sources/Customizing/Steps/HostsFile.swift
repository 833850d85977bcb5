/// A guest's hosts(5) file.
enum HostsFile {
    /// The text with the machine's own name at 127.0.1.1, as Debian does it: the name is known without any network, and
    /// `localhost` stays what 127.0.0.1 is called.
    static func text(_ text: String, naming name: String) -> String {
        let short = name.split(separator: ".").first.map(String.init) ?? name
        let line = "127.0.1.1 " + (short == name ? name : "\(name) \(short)")
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        lines.removeAll { $0.split(whereSeparator: \.isWhitespace).first == "127.0.1.1" }
        if !lines.contains(where: { $0.split(whereSeparator: \.isWhitespace).contains("localhost") }) {
            lines.insert("127.0.0.1 localhost", at: 0)
        }
        let last = lines.lastIndex { $0.split(whereSeparator: \.isWhitespace).first == "127.0.0.1" }
        lines.insert(line, at: last.map { $0 + 1 } ?? 0)
        return lines.joined(separator: "\n") + "\n"
    }
}
