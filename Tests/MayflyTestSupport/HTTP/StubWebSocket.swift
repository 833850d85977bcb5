import Base64
import Digests
package import Offload
package import Wire

/// The server's side of a websocket, for tests: frames as the test says, wrong ones too.
package final class StubWebSocket: Sendable {
    private let stream: any ByteStream
    private let turn = AsyncSemaphore(1)

    package init(_ stream: any ByteStream) { self.stream = stream }

    /// The answer that makes a websocket of a request, with the first subprotocol that was asked for.
    package static func answer(
        _ request: StubServer.Request, _ body: @escaping @Sendable (StubWebSocket) async throws -> Void
    ) -> StubServer.Answer {
        let key = request.headers["sec-websocket-key"] ?? ""
        var answer = StubServer.Answer(
            101,
            [
                "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept(key),
                "Sec-WebSocket-Protocol": request.headers["sec-websocket-protocol"] ?? "",
            ])
        answer.upgrade = { try? await body(StubWebSocket($0)) }
        return answer
    }

    package static func accept(_ key: String) -> String {
        Base64.encode(Digest.sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    package func send(_ frame: WebSocketFrame) async throws {
        try await send(raw: frame.encoded(mask: nil))
    }

    /// Bytes that need be no whole frame.
    package func send(raw bytes: [UInt8]) async throws {
        try await turn.withPermit { try await stream.write(bytes) }
    }

    /// What the client says until it says that all is said, or goes; pings are answered. An end is answered too.
    package func read(_ take: (WebSocketEvent) async throws -> Void) async throws {
        var decoder = WebSocketDecoder(from: .client)
        while true {
            var bytes = try await stream.read(atMost: 64 << 10)[...]
            guard !bytes.isEmpty else { return }
            while let event = try decoder.next(&bytes) {
                try await take(event)
                switch event {
                case .ping(let bytes): try await send(WebSocketFrame(.pong, bytes))
                case .close(let close): return try await send(.close(close ?? .normal))
                default: break
                }
            }
        }
    }

    /// Reads and says nothing any more, until the other side gives up.
    package func fallSilent() async {
        while let bytes = try? await stream.read(atMost: 64 << 10), !bytes.isEmpty {}
    }

    package func close() { stream.close() }
}
