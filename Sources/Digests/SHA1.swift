import CCrypto

extension Digest {
    /// SHA-1 of a few bytes, as a websocket's greeting is answered (RFC 6455, 4.2.2). It proves nothing to anybody.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: 20)
        guard start == 1, EVP_Digest(bytes, bytes.count, &sum, nil, EVP_sha1(), nil) == 1 else {
            fatalError("libcrypto has no SHA-1")
        }
        return sum
    }
}
