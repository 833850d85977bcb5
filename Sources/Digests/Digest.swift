import CCrypto

/// A checksum, piece by piece.
package struct Digest: ~Copyable {
    /// Which sum.
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256, sha512

        /// How many hexadecimal digits it has.
        package var digits: Int { self == .sha256 ? 64 : 128 }

        fileprivate var function: OpaquePointer? { self == .sha256 ? EVP_sha256() : EVP_sha512() }
    }

    /// Libcrypto is told not to clean up at the process's end. For whatever else uses it, such as libcurl.
    package static let start = mayfly_crypto_start()

    private let algorithm: Algorithm
    private let context: OpaquePointer

    package init(_ algorithm: Algorithm = .sha256) {
        // None fails but for want of memory.
        guard Self.start == 1, let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm.function, nil) == 1
        else {
            fatalError("libcrypto has no \(algorithm)")
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package borrowing func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    package borrowing func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Text with its end, so that two texts in a row cannot be mistaken for two others.
    package borrowing func update(_ text: String) {
        update(Array(text.utf8) + [0])
    }

    /// Whether a text has the form of a digest.
    package static func isText(_ text: some StringProtocol, _ algorithm: Algorithm = .sha256) -> Bool {
        text.utf8.count == algorithm.digits
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The digest as lower case hexadecimal digits.
    package consuming func finish() -> String {
        var bytes = [UInt8](repeating: 0, count: algorithm.digits / 2)
        EVP_DigestFinal_ex(context, &bytes, nil)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
