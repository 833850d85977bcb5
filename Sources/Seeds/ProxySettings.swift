/// A host's proxy, as its environment says it.
package struct ProxySettings: Sendable, Hashable {
    /// `http_proxy`.
    package var http: String?
    /// `https_proxy`.
    package var https: String?
    /// `no_proxy`, as it is written.
    package var exceptions: String?

    package init(http: String? = nil, https: String? = nil, exceptions: String? = nil) {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// What the variables of an environment say; the lower-case names come first, as curl has it. Nil without any proxy.
    package init?(environment: [String: String]) {
        func value(_ names: String...) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
        // HTTP_PROXY could come from a web request's header; whoever reads it here is no web server.
        http = value("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
        https = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        exceptions = value("no_proxy", "NO_PROXY")
        if http == nil && https == nil { return nil }
    }

    /// The same proxy as a guest on user networking reaches it: the host's loopback is the gateway's address there.
    /// `no_proxy` is kept: what the host reaches without a proxy, the guest does too.
    package func seenFromGuest(gateway: String = "10.0.2.1") -> ProxySettings {
        ProxySettings(
            http: http.map { Self.rewritten($0, gateway) }, https: https.map { Self.rewritten($0, gateway) },
            exceptions: exceptions)
    }

    /// Names and values for the guest's environment, in both spellings: programs differ.
    var variables: [(String, String)] {
        [("http_proxy", http), ("https_proxy", https), ("no_proxy", exceptions)].flatMap { name, value in
            value.map { [(name, $0), (name.uppercased(), $0)] } ?? []
        }
    }

    private static func rewritten(_ address: String, _ gateway: String) -> String {
        var rest = address[...]
        var start = rest.startIndex
        if let scheme = rest.firstRange(of: "://") { start = scheme.upperBound }
        rest = rest[start...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        // A password may hold an @; a host may not.
        if let at = rest[..<end].lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let host: Substring
        if rest.first == "[", let close = rest[..<end].firstIndex(of: "]") {
            host = rest[...close]
        } else {
            host = rest[..<end].prefix { $0 != ":" }
        }
        guard isLoopback(host) else { return address }
        return address.replacingCharacters(in: host, with: gateway)
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension String {
    /// The text with one of its own parts replaced.
    fileprivate func replacingCharacters(in part: Substring, with text: String) -> String {
        self[..<part.startIndex] + text + self[part.endIndex...]
    }
}

extension ProxySettings: CustomStringConvertible, CustomReflectable {
    /// Without the addresses, which may hold a password.
    package var description: String {
        "proxy for "
            + [http.map { _ in "http" }, https.map { _ in "https" }].compactMap(\.self).joined(separator: ", ")
    }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
