import Offload
import Synchronization
import Wire

/// A two-way stream of bytes over a websocket's binary messages; text messages are dropped.
///
/// What nobody reads stops the sender, and writing waits for the other side to read. Pings end a stream whose other side is
/// gone, as long as somebody reads. It has no thread of its own, and ends with its last reference.
package final class WebSocket: Sendable {
    private struct Incoming {
        var bytes: ArraySlice<UInt8>
        var decoder = WebSocketDecoder(from: .server)
        /// Of a message, and not read yet.
        var ready: ArraySlice<UInt8> = []
    }

    private enum Step {
        case bytes([UInt8]), ping([UInt8]), close(WebSocketClose?), more
    }

    let line: WebSocketLine
    private let incoming: Mutex<Incoming>
    private let pinging: Task<Void, Never>
    /// How much is taken from the kernel at once.
    private static let piece = 64 << 10

    /// `first` came behind the answer to the upgrade.
    init(_ line: WebSocketLine, first: ArraySlice<UInt8>, pings: Duration, _ clock: any Clock<Duration>) {
        self.line = line
        incoming = Mutex(Incoming(bytes: first))
        pinging = Task { await line.ping(every: pings, clock) }
    }

    deinit { close() }

    /// The next bytes, at most `limit`; empty when the other side has said that all is said (1000), or we have. One reader
    /// at a time; another end than these is an error with its code and reason.
    package func read(atMost limit: Int = 64 << 10) async throws(HTTPError) -> [UInt8] {
        while true {
            switch try step(limit) {
            case .bytes(let bytes): return bytes
            case .ping(let ping): line.answer(ping)
            case .close(let close): hang(up: close)
            case .more:
                if let end = line.end {
                    try end.get()
                    return []
                }
                try await receive()
            }
        }
    }

    /// Returns when the kernel has taken all of it. One writer at a time; a cancelled one may have sent a part.
    package func write(_ bytes: [UInt8]) async throws(HTTPError) { try await line.send(bytes) }

    /// Says that all is said, and ends both directions.
    package func close() {
        pinging.cancel()
        line.end(.success(()), saying: .normal)
    }

    private func step(_ limit: Int) throws(HTTPError) -> Step {
        let result: Result<Step, WireError> = incoming.withLock { incoming in
            while true {
                if !incoming.ready.isEmpty {
                    defer { incoming.ready = incoming.ready.dropFirst(limit) }
                    return .success(.bytes(Array(incoming.ready.prefix(limit))))
                }
                do throws(WireError) {
                    switch try incoming.decoder.next(&incoming.bytes) {
                    case .binary(let bytes, _): incoming.ready = bytes
                    case .ping(let bytes): return .success(.ping(bytes))
                    case .close(let close): return .success(.close(close))
                    case .text, .pong: continue
                    case nil: return .success(.more)
                    }
                } catch {
                    return .failure(error)
                }
            }
        }
        switch result {
        case .success(let step): return step
        case .failure(let error):
            line.end(
                .failure(HTTPError(.upgrade, url: line.address.redacted, error.message)), saying: .protocolError)
            return .more
        }
    }

    /// The other side has said its last word.
    private func hang(up close: WebSocketClose?) {
        incoming.withLock { $0.bytes = [] }
        pinging.cancel()
        if close?.code == WebSocketClose.normal.code { return line.end(.success(()), saying: .normal) }
        let words = close.map { "ended the stream: \($0)" } ?? "ended the stream without a reason"
        line.end(.failure(HTTPError(.ended, url: line.address.redacted, words)), saying: close ?? .normal)
    }

    private func receive() async throws(HTTPError) {
        do throws(HTTPError) {
            guard let bytes = try line.connection.receive(atMost: Self.piece) else {
                line.setListening(true)
                defer { line.setListening(false) }
                return try await line.connection.waitToRead()
            }
            line.hear()
            guard !bytes.isEmpty else {
                throw HTTPError(.broken, url: line.address.redacted, "the connection ended in the middle of the stream")
            }
            incoming.withLock { $0.bytes = bytes[...] }
        } catch {
            if error.code == .cancelled { throw error }
            line.end(.failure(error), saying: .normal)
        }
    }
}
