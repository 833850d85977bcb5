import Synchronization

/// Bytes that wait for the session's one writer.
///
/// Credit alone does not bound them, since a guest may give it and never read: who sends data waits for room first.
final class Outbox: Sendable {
    private struct State {
        var waiting: [[UInt8]] = []
        var enqueued: UInt64 = 0
        var taken: UInt64 = 0
        var closed = false
        var writer: CheckedContinuation<Void, Never>?
        var blocked: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextBlocked: UInt64 = 0

        var hasRoom: Bool { closed || enqueued - taken < UInt64(Outbox.limit) }
    }

    private let state = Mutex(State())

    /// What one write takes at most, unless a single piece is larger.
    private static let portion = 131_072

    /// With so many bytes waiting there is no room for more data. Each sender may exceed it by one frame.
    static let limit = 1 << 20

    /// How many bytes wait.
    var count: Int { state.withLock { Int($0.enqueued - $0.taken) } }

    /// Returns when more data may be added, or the outbox is closed.
    func waitForRoom() async throws(CancellationError) {
        while true {
            if Task.isCancelled { throw CancellationError() }
            let token = state.withLock { state -> UInt64? in
                if state.hasRoom { return nil }
                state.nextBlocked += 1
                return state.nextBlocked
            }
            guard let token else { return }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let ready = state.withLock { state in
                        if !state.hasRoom { state.blocked[token] = continuation }
                        return state.hasRoom
                    }
                    if ready { continuation.resume() } else if Task.isCancelled { wake(token) }
                }
            } onCancel: {
                wake(token)
            }
        }
    }

    private func wake(_ token: UInt64) {
        state.withLock { $0.blocked.removeValue(forKey: token) }?.resume()
    }

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
            let (bytes, closed, blocked) = state.withLock { state in
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
                let blocked = state.hasRoom ? Array(state.blocked.values) : []
                if state.hasRoom { state.blocked = [:] }
                return (bytes, state.closed, blocked)
            }
            for waiter in blocked { waiter.resume() }
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
        let (writer, blocked) = state.withLock { state in
            state.closed = true
            state.waiting = []
            defer {
                state.writer = nil
                state.blocked = [:]
            }
            return (state.writer, state.blocked.values)
        }
        writer?.resume()
        for waiter in blocked { waiter.resume() }
    }
}
