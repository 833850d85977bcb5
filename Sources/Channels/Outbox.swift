import Synchronization

/// Bytes that wait for the session's one writer. Credit bounds them: a stream puts in no more than the guest will take.
final class Outbox: Sendable {
    private struct State {
        var waiting: [[UInt8]] = []
        var enqueued: UInt64 = 0
        var taken: UInt64 = 0
        var closed = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// What one write takes at most, unless a single piece is larger.
    private static let portion = 131_072

    /// Adds bytes that stay together; returns their place, for `wasTaken`.
    @discardableResult
    func add(_ bytes: [UInt8]) -> UInt64 {
        let (place, writer) = state.withLock { state in
            let place = state.enqueued
            if !state.closed { state.waiting.append(bytes) }
            state.enqueued += UInt64(bytes.count)
            defer { state.writer = nil }
            return (place, state.writer)
        }
        writer?.resume()
        return place
    }

    /// Whether any of the bytes at this place may have reached the guest.
    func wasTaken(_ place: UInt64) -> Bool {
        state.withLock { $0.taken > place }
    }

    /// The next bytes to write; nil once it is closed. One caller.
    func next() async -> [UInt8]? {
        while true {
            let (bytes, closed): ([UInt8], Bool) = state.withLock { state in
                var pieces = 0
                var bytes: [UInt8] = []
                while pieces < state.waiting.count,
                    bytes.isEmpty || bytes.count + state.waiting[pieces].count <= Self.portion
                {
                    bytes += state.waiting[pieces]
                    pieces += 1
                }
                state.waiting.removeFirst(pieces)
                state.taken += UInt64(bytes.count)
                return (bytes, state.closed)
            }
            if closed { return nil }
            if !bytes.isEmpty { return bytes }
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state in
                    if state.closed || !state.waiting.isEmpty { return true }
                    state.writer = continuation
                    return false
                }
                if ready { continuation.resume() }
            }
        }
    }

    func close() {
        let writer = state.withLock { state in
            state.closed = true
            state.waiting = []
            defer { state.writer = nil }
            return state.writer
        }
        writer?.resume()
    }
}
