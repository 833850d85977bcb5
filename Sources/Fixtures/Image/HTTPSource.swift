/// A file from the web, or of this host by a `file:` address; after CDI's source of this name.
public struct HTTPSource: Sendable, Hashable {
    /// Where it is: `https:`, `http:` or `file:`.
    public var url: String
    /// How it is known that it came whole and is the right one.
    public var verification: ImageVerification
    /// A file with the certificates to trust (PEM); the host's own when nil. CDI has a config map for it.
    public var certBundle: String?
    /// Further lines of the request's head, `Name: value`.
    public var extraHeaders: [String]
    /// Further lines of the head that nobody shall read.
    public var secretExtraHeaders: [SecretValue]

    /// A file at an address.
    public init(
        url: String, verification: ImageVerification, certBundle: String? = nil, extraHeaders: [String] = [],
        secretExtraHeaders: [SecretValue] = []
    ) {
        self.url = url
        self.verification = verification
        self.certBundle = certBundle
        self.extraHeaders = extraHeaders
        self.secretExtraHeaders = secretExtraHeaders
    }
}

extension HTTPSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case url, certBundle, extraHeaders, secretExtraHeaders
    }

    /// Reads a source; one that says nothing about verification is refused.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url = try container.decode(String.self, forKey: .url)
        guard ["https://", "http://", "file:///"].contains(where: url.hasPrefix), !url.hasUnprintable else {
            throw DecodingError.dataCorruptedError(
                forKey: .url, in: container,
                debugDescription:
                    "expected an address such as https://HOST/disk.qcow2 (https, http or file), got ‘\(url)’"
            )
        }
        certBundle = try container.decodeIfPresent(HostPath.self, forKey: .certBundle)?.text
        extraHeaders = try container.decodeIfPresent([String].self, forKey: .extraHeaders) ?? []
        for header in extraHeaders where !header.isHeader {
            throw DecodingError.dataCorruptedError(
                forKey: .extraHeaders, in: container, debugDescription: "expected ‘Name: value’, got ‘\(header)’")
        }
        secretExtraHeaders = try container.decodeIfPresent([SecretValue].self, forKey: .secretExtraHeaders) ?? []
        guard let verification = try ImageVerification.read(from: decoder) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: container.codingPath,
                    debugDescription:
                        "nothing says that the file is the right one; write sha256, sha512 or checksums (the "
                        + "name of a file such as SHA256SUMS beside it), or take whatever comes with ‘verify: none’"))
        }
        self.verification = verification
    }

    /// Writes the source.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        try container.encodeIfPresent(certBundle, forKey: .certBundle)
        if !extraHeaders.isEmpty { try container.encode(extraHeaders, forKey: .extraHeaders) }
        if !secretExtraHeaders.isEmpty { try container.encode(secretExtraHeaders, forKey: .secretExtraHeaders) }
        try verification.write(to: encoder)
    }
}

extension String {
    /// Whether a byte is among them that no address has.
    var hasUnprintable: Bool { utf8.contains { $0 <= 0x20 || $0 == 0x7F } }

    /// `Name: value`, on one line.
    fileprivate var isHeader: Bool {
        guard let colon = firstIndex(of: ":"), colon > startIndex else { return false }
        return !self[..<colon].contains { $0.isWhitespace } && !utf8.contains { $0 < 0x20 || $0 == 0x7F }
    }
}
