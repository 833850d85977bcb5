package import Digests

/// By what a registry names bytes: `sha256:` or `sha512:` and the digits.
package struct BlobDigest: Sendable, Hashable, CustomStringConvertible {
    package let algorithm: Digest.Algorithm
    package let digits: String

    package init?(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let algorithm = Digest.Algorithm(rawValue: String(halves[0])),
            Digest.isText(halves[1], algorithm)
        else { return nil }
        self.algorithm = algorithm
        digits = String(halves[1])
    }

    package init(of bytes: [UInt8], _ algorithm: Digest.Algorithm = .sha256) {
        let digest = Digest(algorithm)
        digest.update(bytes)
        self.algorithm = algorithm
        digits = digest.finish()
    }

    package init(_ algorithm: Digest.Algorithm = .sha256, digits: String) {
        self.algorithm = algorithm
        self.digits = digits
    }

    package var description: String { "\(algorithm.rawValue):\(digits)" }
}
