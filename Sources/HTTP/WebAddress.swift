import CCurl

/// A web address, taken apart by the parser of the library that connects: both see the same host.
package struct WebAddress: Sendable, Hashable {
    /// Where credentials may be sent again: another one is another server.
    package struct Origin: Sendable, Hashable {
        package let scheme: String
        package let host: String
        package let port: Int
    }

    /// All of it, credentials too: never to be printed.
    let text: String
    package let origin: Origin
    /// Without credentials and query, to be printed.
    package let redacted: String
    /// Path and query, as a server is asked for them.
    let target: String

    /// `http:`, `https:` or `file:`; anything else is refused.
    package init(_ text: String) throws(HTTPError) {
        try self.init(text, base: nil)
    }

    private init(_ location: String, base: WebAddress?) throws(HTTPError) {
        guard let handle = curl_url() else { throw HTTPError(.library, url: "", "out of memory") }
        defer { curl_url_cleanup(handle) }
        if let base { _ = curl_url_set(handle, CURLUPART_URL, base.text, 0) }
        // A server's redirect may hold blanks that it should have escaped; an address of ours may not.
        let flags = base == nil ? 0 : UInt32(CURLU_URLENCODE)
        let result = curl_url_set(handle, CURLUPART_URL, location, flags)
        guard result == CURLUE_OK, !location.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            let reason = curl_url_strerror(result).map { String(cString: $0) } ?? "unknown"
            throw HTTPError(
                base == nil ? .address : .redirect, url: base?.redacted ?? "",
                (base == nil ? "an address cannot be read (\(reason))" : "redirects to no address (\(reason))")
                    + "; expected one such as https://HOST/disk.qcow2")
        }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &found, UInt32(flags)) == CURLUE_OK, let found else { return nil }
            defer { curl_free(found) }
            return String(cString: found)
        }
        let scheme = part(CURLUPART_SCHEME)?.lowercased() ?? ""
        guard ["http", "https", "file"].contains(scheme) else {
            throw HTTPError(
                base == nil ? .address : .redirect, url: base?.redacted ?? "",
                (base == nil ? "" : "redirects to ") + "an address of the kind ‘\(scheme):’; http and https are spoken")
        }
        self.text = part(CURLUPART_URL) ?? ""
        origin = Origin(
            scheme: scheme, host: part(CURLUPART_HOST)?.lowercased() ?? "",
            port: Int(part(CURLUPART_PORT, CURLU_DEFAULT_PORT) ?? "") ?? 0)
        let port = part(CURLUPART_PORT).map { ":" + $0 } ?? ""
        let path = part(CURLUPART_PATH) ?? "/"
        let query = part(CURLUPART_QUERY)
        target = path + (query.map { "?" + $0 } ?? "")
        redacted = "\(scheme)://\(origin.host)\(port)\(path)\(query == nil ? "" : "?…")"
    }

    /// The same address on another host.
    func text(withHost host: String) -> String? {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        var found: UnsafeMutablePointer<CChar>?
        let isIPv6 = host.contains(":") && !host.hasPrefix("[")
        guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
            curl_url_set(handle, CURLUPART_HOST, isIPv6 ? "[\(host)]" : host, 0) == CURLUE_OK,
            curl_url_get(handle, CURLUPART_URL, &found, 0) == CURLUE_OK, let found
        else { return nil }
        defer { curl_free(found) }
        return String(cString: found)
    }

    /// Where a redirect from here leads.
    func resolving(_ location: String) throws(HTTPError) -> WebAddress {
        try WebAddress(location, base: self)
    }

    /// The address of something else, seen from this one: what a `Location` says.
    package func reaching(_ location: String) throws(HTTPError) -> String {
        try resolving(location).text
    }

    package var isFile: Bool { origin.scheme == "file" }

    /// Whether nobody but this host hears what is said there.
    package var isLoopback: Bool { Self.isLoopback(origin.host) }

    package static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}

extension WebAddress: CustomStringConvertible, CustomReflectable {
    package var description: String { redacted }
    package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}
