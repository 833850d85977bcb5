/// One place of packages that apt knows, as sources.list(5) defines it.
package struct AptSource: Sendable, Hashable {
    package var addresses: [String]
    package var suites: [String]
    package var components: [String]
    /// Keyrings that sign it; empty when the host trusts it by its own keys.
    package var keyrings: [String]
    /// Whether apt is told not to check signatures.
    package var isTrusted: Bool

    package init(
        addresses: [String], suites: [String], components: [String], keyrings: [String] = [], isTrusted: Bool = false
    ) {
        self.addresses = addresses
        self.suites = suites
        self.components = components
        self.keyrings = keyrings
        self.isTrusted = isTrusted
    }

    /// Longer files are not read: none that a person or a program writes is.
    static let longestFile = 1 << 20

    /// The sources of binary packages in a file of the one-line style. What is no such line is left out, as it would be
    /// apt's to complain.
    package static func oneLine(_ text: String) -> [AptSource] {
        text.prefix(longestFile).split(whereSeparator: \.isNewline).compactMap { line in
            var words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }[...]
            guard words.popFirst() == "deb" else { return nil }
            var options: [Substring] = []
            if words.first?.first == "[" {
                while let word = words.popFirst() {
                    options.append(word)
                    if word.last == "]" { break }
                }
            }
            guard let address = words.popFirst(), let suite = words.popFirst() else { return nil }
            var source = AptSource(
                addresses: [String(address)], suites: [String(suite)], components: words.map(String.init))
            let text = options.joined(separator: " ").drop { $0 == "[" }.prefix { $0 != "]" }
            for option in text.split(separator: " ") {
                let parts = option.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { source.set(parts[0].lowercased(), String(parts[1]), separator: ",") }
            }
            return source
        }
    }

    /// The sources of binary packages in a file of the deb822 style.
    package static func deb822(_ text: String) -> [AptSource] {
        var found: [AptSource] = []
        var fields: [String: String] = [:]
        var last: String?
        func finish() {
            defer {
                fields = [:]
                last = nil
            }
            func words(_ name: String) -> [String] {
                fields[name, default: ""].split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
            }
            guard words("types").contains("deb"), !["no", "false", "0"].contains(fields["enabled"]?.lowercased())
            else { return }
            var source = AptSource(
                addresses: words("uris"), suites: words("suites"), components: words("components"))
            guard !source.addresses.isEmpty, !source.suites.isEmpty else { return }
            for name in ["signed-by", "trusted"] {
                if let value = fields[name] { source.set(name, value, separator: " ") }
            }
            found.append(source)
        }
        for line in text.prefix(longestFile).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) {
                finish()
            } else if line.first == "#" {
                continue
            } else if let first = line.first, first.isWhitespace {
                if let last { fields[last, default: ""] += "\n" + line }
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].lowercased()
                fields[name] = String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
                last = name
            }
        }
        finish()
        return found
    }

    private mutating func set(_ name: String, _ value: String, separator: Character) {
        switch name {
        // A key may also stand in the file itself; only keyrings by their path are taken over.
        case "signed-by":
            keyrings = value.split { $0 == separator || $0 == "\n" }.map(String.init).filter { $0.hasPrefix("/") }
        case "trusted": isTrusted = ["yes", "true", "1"].contains(value.lowercased())
        default: break
        }
    }
}
