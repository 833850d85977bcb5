import Glibc
import HTTP
import Offload
import Synchronization
import Wire

/// The server's end of a websocket, as a stream of its bytes.
final class WebSocketEnd: ByteStream {
    private struct Incoming {
        var bytes: ArraySlice<UInt8>
        var decoder = WebSocketDecoder(from: .client)
        var ready: ArraySlice<UInt8> = []
        var isOver = false
    }

    private let stream: DescriptorStream
    private let incoming: Mutex<Incoming>

    private init(_ stream: DescriptorStream, first: ArraySlice<UInt8>) {
        self.stream = stream
        incoming = Mutex(Incoming(bytes: first))
    }

    /// Reads a request and makes a websocket of the connection, with the subprotocol that was asked for.
    static func accept(_ stream: DescriptorStream) async throws -> WebSocketEnd {
        var bytes: [UInt8] = []
        let mark = Array("\r\n\r\n".utf8)
        while bytes.suffix(mark.count) != mark[...] {
            let more = try await stream.read(atMost: 16 << 10)
            guard !more.isEmpty, bytes.count < 64 << 10 else {
                throw SystemError("read", subject: "a websocket's request", number: EPROTO)
            }
            bytes += more
        }
        var fields: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].lowercased()] = String(parts[1].drop(while: \.isWhitespace)) }
        }
        let answer = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: \(WebSocketHandshake.answer(to: fields["sec-websocket-key"] ?? ""))\r
            Sec-WebSocket-Protocol: \(fields["sec-websocket-protocol"] ?? "")\r
            \r

            """
        try await stream.write(Array(answer.utf8))
        return WebSocketEnd(stream, first: [])
    }

    func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        while true {
            let piece = try incoming.withLock { (incoming) throws(SystemError) in try Self.piece(&incoming, limit) }
            if let piece { return piece }
            let bytes = try await stream.read(atMost: 64 << 10)
            incoming.withLock { incoming in
                incoming.bytes = bytes[...]
                incoming.isOver = incoming.isOver || bytes.isEmpty
            }
        }
    }

    /// Nil when more has to be read.
    private static func piece(_ incoming: inout Incoming, _ limit: Int) throws(SystemError) -> [UInt8]? {
        while incoming.ready.isEmpty {
            if incoming.isOver { return [] }
            do throws(WireError) {
                guard let event = try incoming.decoder.next(&incoming.bytes) else { return nil }
                switch event {
                case .binary(let bytes, _): incoming.ready = bytes
                case .close: incoming.isOver = true
                default: continue
                }
            } catch {
                throw SystemError("read", subject: "a websocket (\(error.message))", number: EPROTO)
            }
        }
        defer { incoming.ready = incoming.ready.dropFirst(limit) }
        return Array(incoming.ready.prefix(limit))
    }

    func write(_ bytes: [UInt8]) async throws(SystemError) {
        try await stream.write(WebSocketFrame(.binary, bytes).encoded(mask: nil))
    }

    func close() { stream.close() }
}
