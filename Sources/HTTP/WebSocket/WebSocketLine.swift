import Offload
import Synchronization
import Wire

/// What a websocket and its tasks share: the sending side. Frames go out one after the other, and never a piece of one
/// between the pieces of another, whoever is cancelled meanwhile.
final class WebSocketLine: Sendable {
    struct State {
        /// To be sent as soon as there is room; a later one stands for those before it (RFC 6455, 5.5.3).
        var pong: WebSocketFrame?
        var ping: WebSocketFrame?
        var isScheduled = false
        var heartbeat = Heartbeat()
        /// Why nothing more is sent: ended by us when `.success`.
        var end: Result<Void, HTTPError>?
    }

    let connection: BareConnection
    let address: WebAddress
    let state = Mutex(State())
    private let turn = AsyncSemaphore(1)
    /// A frame of binary bytes is not longer, so that a pong does not wait for long.
    private static let longestPiece = 64 << 10 - 14

    init(_ connection: BareConnection, _ address: WebAddress) {
        self.connection = connection
        self.address = address
    }

    /// Nil while it goes on.
    var end: Result<Void, HTTPError>? { state.withLock { $0.end } }

    /// Returns when the kernel has all of it. Cancelled in the middle of a frame it leaves the rest to whoever sends next.
    func send(_ bytes: [UInt8]) async throws(HTTPError) {
        do throws(CancellationError) { try await turn.acquire() } catch { throw .cancelled(address) }
        defer { turn.release() }
        for start in stride(from: 0, to: bytes.count, by: Self.longestPiece) {
            let piece = bytes[start..<min(start + Self.longestPiece, bytes.count)]
            try await drain()
            connection.put(WebSocketFrame(.binary, Array(piece)).encoded(mask: .random()))
            try await drain()
        }
    }

    /// Sends what waits; who calls it has the turn.
    private func drain() async throws(HTTPError) {
        var isAsking = false
        while true {
            try check()
            while try !connection.flush() {
                try await waitForRoom()
                try check()
            }
            let next = state.withLock { state in
                if isAsking { state.heartbeat.ask() }
                defer { if state.pong != nil { state.pong = nil } else { state.ping = nil } }
                return state.pong ?? state.ping
            }
            guard let next else { return }
            connection.put(next.encoded(mask: .random()))
            isAsking = next.kind == .ping
        }
    }

    private func waitForRoom() async throws(HTTPError) {
        state.withLock { $0.heartbeat.isBlocked = true }
        defer { state.withLock { $0.heartbeat.isBlocked = false } }
        try await connection.waitToWrite()
    }

    private func check() throws(HTTPError) {
        switch end {
        case nil: return
        case .success: throw HTTPError(.ended, url: address.redacted, "the stream was closed")
        case .failure(let error): throw error
        }
    }

    /// Answers a ping when there is room: whoever reads does not wait for the other side to read.
    func answer(_ ping: [UInt8]) { schedule { $0.pong = WebSocketFrame(.pong, ping) } }

    private func schedule(_ change: (inout State) -> Void) {
        let isFirst = state.withLock { state in
            change(&state)
            defer { state.isScheduled = true }
            return !state.isScheduled && state.end == nil
        }
        guard isFirst else { return }
        Task {
            do throws(CancellationError) { try await turn.acquire() } catch { return }
            state.withLock { $0.isScheduled = false }
            // Whoever reads or writes next meets the same error.
            try? await drain()
            turn.release()
        }
    }

    func setListening(_ isListening: Bool) { state.withLock { $0.heartbeat.isListening = isListening } }
    func hear() { state.withLock { $0.heartbeat.hear() } }

    /// Asks the other side now and then whether it is there; ends the stream when it is not. Runs until it is cancelled.
    func ping(every time: Duration, _ clock: any Clock<Duration>) async {
        while end == nil, (try? await clock.sleep(for: time)) != nil {
            guard state.withLock({ $0.heartbeat.beat() }) else {
                let error = HTTPError(
                    .timedOut, url: address.redacted,
                    "the other side has answered no ping for \(time * 2): it is gone, or the network is")
                return end(.failure(error), saying: WebSocketClose(1001))
            }
            schedule { $0.ping = WebSocketFrame(.ping) }
        }
    }

    /// The first end counts.
    func end(_ result: Result<Void, HTTPError>, saying close: WebSocketClose) {
        let isFirst = state.withLock { state in
            defer { state.end = state.end ?? result }
            return state.end == nil
        }
        if isFirst { connection.end(saying: WebSocketFrame.close(close).encoded(mask: .random())) }
    }
}
