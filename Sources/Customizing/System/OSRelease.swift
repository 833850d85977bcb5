/// What a system says of itself in os-release(5).
package struct OSRelease: Sendable, Hashable, Codable {
    /// The distribution, such as `debian`.
    package let id: String
    /// Those it is like, nearest first.
    package let like: [String]
    /// Its version, such as `12`.
    package let version: String?
    /// Its name for people, such as `Debian GNU/Linux 12 (bookworm)`.
    package let name: String?

    package init(_ text: String) {
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !line.hasPrefix("#") else { continue }
            var value = parts[1].drop(while: \.isWhitespace)
            if let quote = value.first, quote == "\"" || quote == "'" {
                value = value.dropFirst().prefix { $0 != quote }
            }
            fields[String(parts[0])] = String(value)
        }
        id = fields["ID"] ?? "linux"
        like = (fields["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
        version = fields["VERSION_ID"]
        name = fields["PRETTY_NAME"] ?? fields["NAME"]
    }

    func isLike(_ id: String) -> Bool { self.id == id || like.contains(id) }
}
