import Base64
import FoundationEssentials

/// A file of docker's or podman's with what registries know us by. Its secrets are never printed.
package struct CredentialFile: Sendable {
    package enum Match: Sendable, Hashable {
        case credentials(Credentials)
        /// `docker-credential-NAME` knows, by this name of the server.
        case helper(String, server: String)
    }

    private struct Document: Decodable {
        var auths: [String: Entry]?
        var credHelpers: [String: String]?
        var credsStore: String?
    }

    private struct Entry: Decodable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
    }

    private let document: Document

    /// Nil when it is no such file.
    package init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
        self.document = document
    }

    /// What the file has for a repository: the longest name that contains it wins, as podman has it.
    package func match(host: String, repository: String) -> Match? {
        if let helper = document.credHelpers?[host], Self.isHelper(helper) { return .helper(helper, server: host) }
        let entries = document.auths ?? [:]
        var name = host + "/" + repository
        while true {
            if let match = entries[name].flatMap(Self.credentials) { return .credentials(match) }
            guard let slash = name.lastIndex(of: "/") else { break }
            name = String(name[..<slash])
        }
        // Docker once wrote whole addresses.
        for (key, entry) in entries.sorted(by: { $0.key < $1.key }) where Self.host(ofAddress: key) == host {
            if let match = Self.credentials(entry) { return .credentials(match) }
        }
        if let store = document.credsStore, Self.isHelper(store) {
            let server = entries.keys.sorted().first { Self.host(ofAddress: $0) == host } ?? host
            return .helper(store, server: server)
        }
        return nil
    }

    private static func host(ofAddress key: String) -> String? {
        guard let scheme = key.firstRange(of: "://") else { return nil }
        return String(key[scheme.upperBound...].prefix { $0 != "/" })
    }

    private static func credentials(_ entry: Entry) -> Credentials? {
        let token = entry.identitytoken.flatMap { $0.isEmpty ? nil : $0 }
        var pair = (user: entry.username ?? "", password: entry.password ?? "")
        if let text = entry.auth, let bytes = Base64.decode(text) {
            // Docker ends the password with a zero byte at times.
            let plain = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "")
            guard let colon = plain.firstIndex(of: ":") else { return nil }
            pair = (String(plain[..<colon]), String(plain[plain.index(after: colon)...]))
        }
        guard token != nil || !pair.user.isEmpty else { return nil }
        return Credentials(user: pair.user, password: pair.password, identityToken: token)
    }

    /// It becomes part of a program's name.
    private static func isHelper(_ name: String) -> Bool {
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
