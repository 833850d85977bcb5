/// How it is known that what was fetched is what was meant.
public enum ImageVerification: Sendable, Hashable {
    /// The SHA-256 of the file, as 64 hexadecimal digits.
    case sha256(String)
    /// The SHA-512 of the file, as 128 hexadecimal digits.
    case sha512(String)
    /// A file of checksums: its address, or its name beside the image's.
    case checksums(String)
    /// Not at all: what comes is taken.
    case none
}

extension ImageVerification {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case sha256, sha512, checksums, verify
    }

    /// Reads at most one of the fields, which stand beside the source's own.
    static func read(from decoder: any Decoder) throws -> ImageVerification? {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let written = CodingKeys.allCases.filter(container.contains)
        guard let key = written.first else { return nil }
        func failure(_ expected: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: expected)
        }
        guard written.count == 1 else {
            throw failure("write only one of " + written.map(\.stringValue).joined(separator: " and "))
        }
        let text = try container.decode(String.self, forKey: key)
        let isHexadecimal = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
        }
        switch key {
        case .sha256:
            guard isHexadecimal, text.utf8.count == 64 else {
                throw failure("expected 64 hexadecimal digits, got ‘\(text)’")
            }
            return .sha256(text.lowercased())
        case .sha512:
            guard isHexadecimal, text.utf8.count == 128 else {
                throw failure("expected 128 hexadecimal digits, got ‘\(text)’")
            }
            return .sha512(text.lowercased())
        case .checksums:
            guard !text.isEmpty, !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
                throw failure("expected an address, or a name beside the image's such as SHA256SUMS, got ‘\(text)’")
            }
            return .checksums(text)
        case .verify:
            guard text == "none" else { throw failure("expected ‘none’, or sha256, sha512 or checksums instead") }
            return ImageVerification.none
        }
    }

    /// Writes the one field.
    func write(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .sha256(let digits): try container.encode(digits, forKey: .sha256)
        case .sha512(let digits): try container.encode(digits, forKey: .sha512)
        case .checksums(let place): try container.encode(place, forKey: .checksums)
        case .none: try container.encode("none", forKey: .verify)
        }
    }
}
