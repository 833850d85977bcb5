import CCrypto

/// An ed25519 key pair that we made: for a user to log in with, or for a machine to show as its host key.
package struct SSHKeyPair: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// One line as in `authorized_keys` and `*.pub` files, without an end of line.
    package let publicLine: String
    /// The private key as OpenSSH writes it, unencrypted. Never to be printed.
    package let privateText: String

    /// A new pair from the system's entropy; the comment ends up in both texts.
    package static func generate(comment: String = "mayfly") throws(SSHError) -> SSHKeyPair {
        var seed = [UInt8](repeating: 0, count: 32)
        guard RAND_priv_bytes(&seed, 32) == 1 else { throw SSHError(.invalid, "libcrypto has no random bytes") }
        return try SSHKeyPair(seed: seed, comment: comment)
    }

    /// A pair that was made before and kept.
    package init(publicLine: String, privateText: String) {
        self.publicLine = publicLine
        self.privateText = privateText
    }

    /// The pair of a seed of 32 bytes.
    init(seed: [UInt8], comment: String) throws(SSHError) {
        guard !comment.contains(where: \.isNewline) else {
            throw SSHError(.invalid, "a key's comment is one line: \(comment.debugDescription)")
        }
        guard mayfly_crypto_start() == 1,
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else {
            throw SSHError(.invalid, "libcrypto cannot make an ed25519 key of a seed of \(seed.count) bytes")
        }
        defer { EVP_PKEY_free(key) }
        var publicKey = [UInt8](repeating: 0, count: 32)
        var count = publicKey.count
        guard EVP_PKEY_get_raw_public_key(key, &publicKey, &count) == 1, count == 32 else {
            throw SSHError(.invalid, "libcrypto does not give the public key")
        }
        let blob = SSHPublicKey(ed25519: publicKey).blob
        publicLine = "\(SSHPublicKey.algorithm) \(base64(blob))" + (comment.isEmpty ? "" : " \(comment)")

        // The check is a number of anybody's choice, given twice.
        var inner: [UInt8] = Array(publicKey.prefix(4)) + Array(publicKey.prefix(4))
        inner.addSSH(Array(SSHPublicKey.algorithm.utf8))
        inner.addSSH(publicKey)
        inner.addSSH(seed + publicKey)
        inner.addSSH(Array(comment.utf8))
        var padding: UInt8 = 1
        while inner.count % 8 != 0 {
            inner.append(padding)
            padding += 1
        }
        var outer: [UInt8] = Array("openssh-key-v1\0".utf8)
        outer.addSSH(Array("none".utf8))
        outer.addSSH(Array("none".utf8))
        outer.addSSH([])
        outer += [0, 0, 0, 1]
        outer.addSSH(blob)
        outer.addSSH(inner)
        var text = "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        var rest = Substring(base64(outer))
        while !rest.isEmpty {
            text += rest.prefix(70) + "\n"
            rest = rest.dropFirst(70)
        }
        privateText = text + "-----END OPENSSH PRIVATE KEY-----\n"
    }

    /// The public half only.
    package var description: String { publicLine }
    package var debugDescription: String { publicLine }
    package var customMirror: Mirror { Mirror(self, children: ["publicLine": publicLine]) }
}
