package import Offload
import Synchronization

/// A web server of a test's own on a port of 127.0.0.1, which answers as the test says: badly, where that is the test.
///
/// One request a connection. It ends with its last reference.
package final class StubServer: Sendable {
    package struct Request: Sendable, Hashable {
        package var method: String
        /// Path and query.
        package var target: String
        /// By lower case names.
        package var headers: [String: String]
        package var body: [UInt8]
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [String: String]
        package var body: [UInt8]
        /// How much of the body is sent before the connection ends; all when nil.
        package var cut: Int?
        /// Sends what there is and then nothing, until whoever asked goes away.
        package var hangs = false
        /// Takes the connection over behind the head: the protocol is another one from then on.
        package var upgrade: (@Sendable (any ByteStream) async -> Void)?

        package init(
            _ status: Int, _ headers: [String: String] = [:], _ body: [UInt8] = [], cut: Int? = nil, hangs: Bool = false
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.cut = cut
            self.hangs = hangs
        }

        package init(_ status: Int, _ headers: [String: String] = [:], text: String) {
            self.init(status, headers, Array(text.utf8))
        }
    }

    package let port: UInt16
    private let state = Mutex<(seen: [Request], task: Task<Void, Never>?)>(([], nil))

    /// Every request so far.
    package var requests: [Request] { state.withLock { $0.seen } }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// `number` counts the requests from 0. `cut` is asked when a request's head is there: how many bytes of its body are
    /// read before the connection ends, without an answer; all when nil.
    package init(
        cut: @escaping @Sendable (_ request: Request) -> Int? = { _ in nil },
        _ answer: @escaping @Sendable (_ request: Request, _ number: Int) async -> Answer
    ) throws(SystemError) {
        let listener = try LoopbackListener()
        port = listener.port
        let task = Task { [weak self] in
            while let stream = try? await listener.next() {
                Task { [weak self] in
                    await self?.serve(stream, cut, answer)
                    stream.close()
                }
            }
        }
        state.withLock { $0.task = task }
    }

    deinit { state.withLock { $0.task }?.cancel() }

    private func serve(
        _ stream: DescriptorStream, _ cut: @Sendable (Request) -> Int?,
        _ answer: @Sendable (Request, Int) async -> Answer
    ) async {
        guard let request = try? await Self.read(stream, cut) else { return }
        let number = state.withLock { state in
            state.seen.append(request)
            return state.seen.count - 1
        }
        let answer = await answer(request, number)
        var head = "HTTP/1.1 \(answer.status) Said\r\n"
        if answer.upgrade == nil { head += "Connection: close\r\n" }
        if answer.upgrade == nil, answer.headers["Content-Length"] == nil && answer.headers["Transfer-Encoding"] == nil
        {
            head += "Content-Length: \(answer.body.count)\r\n"
        }
        for (name, value) in answer.headers where !value.isEmpty { head += "\(name): \(value)\r\n" }
        try? await stream.write(Array((head + "\r\n").utf8))
        if let upgrade = answer.upgrade { return await upgrade(stream) }
        if request.method != "HEAD" { try? await stream.write(Array(answer.body.prefix(answer.cut ?? .max))) }
        // The end of the stream comes when the other side gives up.
        if answer.hangs { _ = try? await stream.read(atMost: 1) }
    }

    private static func read(
        _ stream: DescriptorStream, _ cut: @Sendable (Request) -> Int?
    ) async throws -> Request {
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            let more = try await stream.read(atMost: 64 << 10)
            guard !more.isEmpty else { throw CancellationError() }
            bytes += more
            end = bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) }
        }
        let lines = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
        }
        var request = Request(
            method: words.first ?? "", target: words.dropFirst().first ?? "", headers: headers, body: [])
        let limit = cut(request)
        if headers["expect"] != nil { try await stream.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        var body = Array(bytes[((end ?? 0) + 4)...])
        while body.count < Int(headers["content-length"] ?? "0") ?? 0 {
            let more = try await stream.read(atMost: 64 << 10)
            guard !more.isEmpty else { break }
            body += more
            if let limit, body.count >= limit { throw CancellationError() }
        }
        request.body = body
        return request
    }
}
