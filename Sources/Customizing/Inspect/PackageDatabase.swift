/// A package of a disk's.
package struct InstalledPackage: Sendable, Hashable, Codable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

/// Package managers' own files as values.
enum PackageDatabase {
    /// /var/lib/dpkg/status: what is installed.
    static func dpkg(_ text: String) -> [InstalledPackage] {
        records(text).compactMap { fields in
            guard let name = fields["Package"], let version = fields["Version"],
                fields["Status"]?.hasSuffix(" installed") == true
            else { return nil }
            return InstalledPackage(name: name, version: version)
        }.sorted { $0.name < $1.name }
    }

    /// /lib/apk/db/installed.
    static func apk(_ text: String) -> [InstalledPackage] {
        records(text).compactMap { fields in
            guard let name = fields["P"], let version = fields["V"] else { return nil }
            return InstalledPackage(name: name, version: version)
        }.sorted { $0.name < $1.name }
    }

    /// Names of directories in /var/lib/pacman/local: a name, a version and a release.
    static func pacman(_ names: [String]) -> [InstalledPackage] {
        names.compactMap { text in
            let parts = text.split(separator: "-")
            guard parts.count >= 3 else { return nil }
            return InstalledPackage(
                name: parts.dropLast(2).joined(separator: "-"), version: parts.suffix(2).joined(separator: "-"))
        }.sorted { $0.name < $1.name }
    }

    /// Lines of a name, a tabulator and a version, as rpm is asked for them.
    static func rpm(_ text: String) -> [InstalledPackage] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: "\t")
            guard parts.count == 2, parts[0] != "gpg-pubkey" else { return nil }
            return InstalledPackage(name: String(parts[0]), version: String(parts[1]))
        }.sorted { $0.name < $1.name }
    }

    /// `Field: value` lines, or `F:value`; an empty line ends a record.
    private static func records(_ text: String) -> [[String: String]] {
        var records: [[String: String]] = []
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !fields.isEmpty { records.append(fields) }
                fields = [:]
            } else if line.first != " ", let colon = line.firstIndex(of: ":") {
                let key = String(line[..<colon])
                // Files of a package come after it in apk's records, and may have the same letters.
                if fields[key] == nil { fields[key] = String(line[line.index(after: colon)...].drop { $0 == " " }) }
            }
        }
        return fields.isEmpty ? records : records + [fields]
    }
}
