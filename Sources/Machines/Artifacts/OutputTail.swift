/// The end of what a command wrote: enough to tell why it failed, whatever it writes.
package struct OutputTail: Sendable, Hashable {
    package static let most = 1 << 20

    package private(set) var bytes: [UInt8] = []
    /// How many bytes before these were dropped.
    package private(set) var dropped = 0
    private let most: Int

    package init(most: Int = Self.most) { self.most = most }

    package mutating func append(_ more: [UInt8]) {
        bytes += more
        // Not at each call: to move a full buffer for a few bytes would cost more than they do.
        if bytes.count > 2 * most { trim() }
    }

    /// As text; bytes that are not UTF-8 are replaced.
    package var text: String {
        var tail = self
        tail.trim()
        let note = tail.dropped == 0 ? "" : "[\(tail.dropped) bytes before this were left out]\n"
        return note + String(decoding: tail.bytes, as: UTF8.self)
    }

    /// Drops what is more than it is to keep.
    package mutating func trim() {
        let excess = max(0, bytes.count - most)
        bytes.removeFirst(excess)
        dropped += excess
    }
}
