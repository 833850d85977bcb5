import CCrypto

/// An ed25519 public key in SSH's binary form.
package struct SSHPublicKey: Sendable, Hashable {
    static let algorithm = "ssh-ed25519"

    /// The algorithm's name and the key, each with its length before it (RFC 8709).
    package let blob: [UInt8]

    init(ed25519 key: [UInt8]) {
        var blob: [UInt8] = []
        blob.addSSH(Array(Self.algorithm.utf8))
        blob.addSSH(key)
        self.blob = blob
    }

    /// Reads the line of a `.pub` file; what follows the key is a comment.
    package init(line: String) throws(SSHError) {
        let words = line.split { $0 == " " || $0 == "\t" || $0.isNewline }
        guard words.count >= 2, words[0] == Self.algorithm else {
            throw SSHError(
                .invalid,
                "the expected host key must be a line '\(Self.algorithm) AAAA…', not \(line.prefix(40).debugDescription)"
            )
        }
        guard let blob = bytes(base64: String(words[1])), blob.count == 51,
            blob == SSHPublicKey(ed25519: Array(blob.suffix(32))).blob
        else { throw SSHError(.invalid, "the expected host key is not a whole \(Self.algorithm) key: \(words[1])") }
        self.blob = blob
    }

    /// As `ssh-keygen -l` shows it.
    static func fingerprint(_ blob: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 32
        guard mayfly_crypto_start() == 1, EVP_Digest(blob, blob.count, &digest, &count, EVP_sha256(), nil) == 1 else {
            return "unknown"
        }
        return "SHA256:" + base64(digest).prefix { $0 != "=" }
    }

    package var fingerprint: String { Self.fingerprint(blob) }
}

extension [UInt8] {
    /// Adds a string of SSH's: its length, the highest byte first, and its bytes.
    mutating func addSSH(_ bytes: [UInt8]) {
        let count = UInt32(bytes.count)
        for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
        self += bytes
    }
}

func base64(_ bytes: [UInt8]) -> String {
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
}

/// Nil for what is not base64 with its padding.
func bytes(base64 text: String) -> [UInt8]? {
    let input = Array(text.utf8)
    guard input.count % 4 == 0, !input.isEmpty else { return nil }
    var output = [UInt8](repeating: 0, count: input.count / 4 * 3)
    let count = EVP_DecodeBlock(&output, input, Int32(input.count))
    guard count == output.count else { return nil }
    return Array(output.dropLast(input.suffix(2).count { $0 == UInt8(ascii: "=") }))
}
