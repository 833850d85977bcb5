package import Digests

/// How far a transfer is, in bytes.
package struct TransferProgress: Sendable, Hashable {
    package let done: Int64
    /// Nil where the server does not tell.
    package let total: Int64?

    package init(done: Int64, total: Int64?) {
        self.done = done
        self.total = total
    }
}

/// A file that came whole.
package struct Download: Sendable {
    package let size: Int64
    /// The sums that were asked for, computed while it came.
    package let sums: [Digest.Algorithm: String]
    /// How many bytes were there from an earlier try of another process.
    package let resumedAt: Int64
    /// Where it came from, behind all redirects.
    package let address: WebAddress
}
