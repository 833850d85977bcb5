import HTTP

/// The name of an image in a registry: `docker://HOST[:PORT]/REPOSITORY[:TAG][@sha256:…]`.
///
/// The grammar is that of the distribution specification; there is no registry that is meant when none is written.
package struct RegistryReference: Sendable, Hashable, CustomStringConvertible {
    /// With its port, when it has one.
    package let host: String
    package let repository: String
    /// `latest` when neither a tag nor a digest is written; nil when only a digest is.
    package let tag: String?
    /// `sha256:` or `sha512:` and its digits.
    package let digest: String?

    package static let scheme = "docker://"

    package init(host: String, repository: String, tag: String?, digest: String? = nil) {
        self.host = host
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    package init(_ text: String) throws(RegistryError) {
        func refusal(_ message: String) -> RegistryError {
            // Whoever writes credentials there shall not find them in a log.
            let shown = text.contains("@") && !text.contains("@sha") ? "docker://…" : text
            return RegistryError(.reference, shown, message + "; expected docker://HOST/REPOSITORY:TAG")
        }
        guard text.hasPrefix(Self.scheme) else { throw refusal("is no address of an image") }
        var rest = text.dropFirst(Self.scheme.count)
        var digest: String?
        if let at = rest.firstIndex(of: "@") {
            let written = String(rest[rest.index(after: at)...])
            guard BlobDigest(written) != nil else {
                throw refusal("has no digest such as sha256: and 64 digits behind its @ (credentials do not go there)")
            }
            digest = written
            rest = rest[..<at]
        }
        guard let slash = rest.firstIndex(of: "/") else {
            throw refusal(rest.contains(".") || rest.contains(":") ? "names no repository" : "names no host")
        }
        let host = String(rest[..<slash])
        // Docker's rule: what has no dot and no port, and is not localhost, is the beginning of a repository.
        guard host == "localhost" || host.contains(".") || host.contains(":") else {
            throw refusal("begins with ‘\(host)’, which is no host; write the registry's host in front")
        }
        guard Self.isHost(host) else { throw refusal("has the host ‘\(host)’, which can be none") }
        rest = rest[rest.index(after: slash)...]
        var tag: String?
        if let colon = rest.lastIndex(of: ":") {
            let written = String(rest[rest.index(after: colon)...])
            guard Self.isTag(written) else { throw refusal("has the tag ‘\(written)’, which can be none") }
            tag = written
            rest = rest[..<colon]
        }
        guard Self.isRepository(rest) else {
            throw refusal("has the repository ‘\(rest)’; it is lower case letters, digits, and . _ - between them")
        }
        self.init(
            host: host, repository: String(rest), tag: tag ?? (digest == nil ? "latest" : nil), digest: digest)
    }

    /// Whether the registry is on this host: only such a one is spoken to without TLS.
    package var isLoopback: Bool {
        WebAddress.isLoopback(host.hasPrefix("[::1]") ? "[::1]" : String(host.prefix { $0 != ":" }))
    }

    /// What is asked for: the digest where there is one, as nothing else is sure.
    var version: String { digest ?? tag ?? "latest" }

    package var description: String {
        "\(Self.scheme)\(host)/\(repository)" + (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "")
    }

    private static func isHost(_ host: String) -> Bool {
        var name = host[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let address = host[host.index(after: host.startIndex)..<end]
            guard address.contains(":"), address.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == ":") }) else {
                return false
            }
            let port = host[host.index(after: end)...]
            return port.isEmpty || port.first == ":" && isPort(port.dropFirst())
        }
        if let colon = host.firstIndex(of: ":") {
            guard isPort(host[host.index(after: colon)...]) else { return false }
            name = host[..<colon]
        }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
                && label.first != "-" && label.last != "-"
        }
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { isDigit($0) } && UInt16(text) != nil
    }

    private static func isTag(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.first != "." && text.first != "-"
            && text.utf8.allSatisfy { isLetterOrDigit($0) || [0x2E, 0x5F, 0x2D].contains($0) }
    }

    /// Parts of lower case letters and digits, between which stand one dot, one or two underscores, or dashes.
    private static func isRepository(_ text: Substring) -> Bool {
        guard text.utf8.count <= 255 else { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            var separator: [UInt8] = []
            guard let first = part.utf8.first, let last = part.utf8.last, isWord(first), isWord(last) else {
                return false
            }
            for byte in part.utf8 {
                if isWord(byte) {
                    guard isSeparator(separator) else { return false }
                    separator = []
                } else {
                    separator.append(byte)
                }
            }
            return true
        }
    }

    private static func isSeparator(_ bytes: [UInt8]) -> Bool {
        bytes.isEmpty || bytes == [0x2E] || bytes == [0x5F] || bytes == [0x5F, 0x5F] || bytes.allSatisfy { $0 == 0x2D }
    }

    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { isWord(byte) || (0x41...0x5A).contains(byte) }
}
