import Base64

/// A private key as OpenSSH writes it, and what can be told of it without its secret.
struct HostKey: Sendable, Hashable {
    /// `ed25519`, `ecdsa` or `rsa`: part of the file's name.
    let kind: String
    /// The line of its public half.
    let publicLine: String

    /// Reads the format of OpenSSH's PROTOCOL.key: the public half stands in clear before the private one.
    init(_ text: String) throws(CustomizeError) {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        guard let first = lines.firstIndex(of: "-----BEGIN OPENSSH PRIVATE KEY-----"),
            let last = lines.firstIndex(of: "-----END OPENSSH PRIVATE KEY-----"), first < last,
            let bytes = Base64.decode(lines[(first + 1)..<last].joined())
        else {
            throw CustomizeError(
                .input,
                "an SSH host key is not in OpenSSH's own format (‘BEGIN OPENSSH PRIVATE KEY’). "
                    + "Convert it: ssh-keygen -p -N '' -f FILE.")
        }
        var reader = Reader(bytes: bytes[...])
        let magic = Array("openssh-key-v1\0".utf8)
        guard reader.take(magic.count) == magic, let cipher = reader.string(), let _ = reader.string(),
            let _ = reader.string(), let count = reader.number(), count == 1, let blob = reader.string(),
            let type = Reader.firstString(blob)
        else { throw CustomizeError(.input, "an SSH host key is damaged: make a new one with ssh-keygen") }
        guard cipher == Array("none".utf8) else {
            throw CustomizeError(
                .input,
                "an SSH host key has a passphrase, and a server cannot ask for it. Take it away: "
                    + "ssh-keygen -p -N '' -f FILE.")
        }
        switch type {
        case "ssh-ed25519": kind = "ed25519"
        case "ssh-rsa": kind = "rsa"
        case _ where type.hasPrefix("ecdsa-sha2-"): kind = "ecdsa"
        default: throw CustomizeError(.input, "an SSH server has no host keys of the type \(type)")
        }
        publicLine = "\(type) \(Base64.encode(blob))"
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> [UInt8]? {
            guard count <= bytes.count else { return nil }
            defer { bytes = bytes.dropFirst(count) }
            return Array(bytes.prefix(count))
        }

        mutating func number() -> Int? { take(4).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

        mutating func string() -> [UInt8]? { number().flatMap { take($0) } }

        static func firstString(_ blob: [UInt8]) -> String? {
            var reader = Reader(bytes: blob[...])
            return reader.string().flatMap { String(validating: $0, as: UTF8.self) }
        }
    }
}
