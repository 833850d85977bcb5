import Digests

/// By what a half-fetched file is known to be the same still: kept beside it, so that another process may go on.
struct FileOrigin: Sendable, Hashable {
    /// A digest of the address, which may hold secrets.
    let address: String
    /// An entity tag or a date, as `If-Range` takes it; nil where the server gives neither.
    let validator: String?
    let total: Int64?

    private static let mark = "mayfly partial file 1"

    init(_ head: HTTPHead, _ address: WebAddress) {
        self.address = Self.digest(of: address)
        validator = Self.validator(of: head)
        total = head.headers["Content-Length"].flatMap { Int64($0) }
    }

    init?(reading text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[0] == Self.mark else { return nil }
        address = String(lines[1])
        validator = lines[2].isEmpty ? nil : String(lines[2])
        total = Int64(lines[3])
    }

    var text: String {
        [Self.mark, address, validator ?? "", total.map { String($0) } ?? "", ""].joined(separator: "\n")
    }

    static func digest(of address: WebAddress) -> String {
        let digest = Digest()
        digest.update(address.text)
        return digest.finish()
    }

    /// A weak tag says that two files mean the same, not that their bytes are the same (RFC 9110, 13.1.5).
    static func validator(of head: HTTPHead) -> String? {
        if let tag = head.headers["ETag"], tag.hasPrefix("\"") { return tag }
        return head.headers["Last-Modified"]
    }
}
