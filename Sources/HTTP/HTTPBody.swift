/// What is sent with a request: bytes and pieces of files, one after the other, never in memory as a whole.
package struct HTTPBody: Sendable {
    package enum Part: Sendable {
        case bytes([UInt8])
        /// So many bytes of a file from an offset on.
        case file(String, offset: Int64, count: Int64)

        var count: Int64 {
            switch self {
            case .bytes(let bytes): Int64(bytes.count)
            case .file(_, _, let count): count
            }
        }
    }

    package let parts: [Part]
    /// Told now and then how many bytes are on their way.
    package let progress: (@Sendable (TransferProgress) -> Void)?

    package init(parts: [Part], progress: (@Sendable (TransferProgress) -> Void)? = nil) {
        self.parts = parts
        self.progress = progress
    }

    package init(_ bytes: [UInt8]) { self.init(parts: [.bytes(bytes)]) }
    package init(_ text: String) { self.init(Array(text.utf8)) }

    package var count: Int64 { parts.reduce(0) { $0 + $1.count } }
}
