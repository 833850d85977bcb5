import Synchronization

/// The end of what a command wrote: enough to tell why it failed, whatever it writes.
struct OutputTail: Sendable, Hashable {
    static let most = 1 << 20

    private(set) var bytes: [UInt8] = []
    /// How many bytes before these were dropped.
    private(set) var dropped = 0
    private let most: Int

    init(most: Int = Self.most) { self.most = most }

    mutating func append(_ more: [UInt8]) {
        bytes += more
        // Not at each call: to move a full buffer for a few bytes would cost more than they do.
        if bytes.count > 2 * most { trim() }
    }

    /// As text; bytes that are not UTF-8 are replaced.
    var text: String {
        var tail = self
        tail.trim()
        let note = tail.dropped == 0 ? "" : "[\(tail.dropped) bytes before this were left out]\n"
        return note + String(decoding: tail.bytes, as: UTF8.self)
    }

    private mutating func trim() {
        let excess = max(0, bytes.count - most)
        bytes.removeFirst(excess)
        dropped += excess
    }
}

/// Both streams of a command that runs.
final class OutputRecorder: Sendable {
    private let state = Mutex((output: OutputTail(), error: OutputTail()))

    var tails: (output: OutputTail, error: OutputTail) { state.withLock { $0 } }

    var streams: CommandStreams {
        CommandStreams(
            output: { bytes in
                self.state.withLock { $0.output.append(bytes) }
                return true
            },
            error: { bytes in
                self.state.withLock { $0.error.append(bytes) }
                return true
            })
    }
}
