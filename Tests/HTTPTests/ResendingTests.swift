import HTTP
import MayflyTestSupport
import Offload
import Testing

/// A server that answers the first request of each connection, and ends it at the second one without a word.
@Suite struct ResendingTests {
    private let methods = Shared<[String]>([])

    private func serve(_ listener: LoopbackListener) -> Task<Void, Never> {
        let methods = methods
        return Task {
            while let stream = try? await listener.next() {
                Task {
                    for isAnswered in [true, false] {
                        guard let method = await Self.request(stream) else { break }
                        methods.change { $0.append(method) }
                        guard isAnswered else { break }
                        try? await stream.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
                    }
                    stream.close()
                }
            }
        }
    }

    /// The method of a request that has come with its body, if that is `hello`.
    private static func request(_ stream: DescriptorStream) async -> String? {
        var text = ""
        while !text.hasSuffix(text.contains("Content-Length: 5") ? "\r\n\r\nhello" : "\r\n\r\n") {
            guard let more = try? await stream.read(atMost: 64 << 10), !more.isEmpty else { return nil }
            text += String(decoding: more, as: UTF8.self)
        }
        return text.split(separator: " ").first.map(String.init)
    }

    /// What became of a request on a connection that was used before.
    private func second(
        _ method: HTTPRequest.Method, _ body: String?, repeatable: Bool? = nil
    ) async throws -> Result<Int, HTTPError> {
        let listener = try LoopbackListener()
        let serving = serve(listener)
        defer { serving.cancel() }
        let url = "http://127.0.0.1:\(listener.port)/"
        let session = HTTPSession()
        #expect(try await session.send(HTTPRequest(.head, url)).status == 200)
        var request = try HTTPRequest(method, url, body: body.map { HTTPBody($0) })
        if let repeatable { request.isRepeatable = repeatable }
        do throws(HTTPError) { return .success(try await session.send(request).status) } catch {
            return .failure(error)
        }
    }

    @Test(arguments: [(HTTPRequest.Method.post, nil), (.patch, nil), (.put, false), (.delete, false)])
    func `what may not be sent twice is not, also when a kept connection ends`(
        method: HTTPRequest.Method, repeatable: Bool?
    ) async throws {
        let result = try await second(method, "hello", repeatable: repeatable)
        let error = #expect(throws: HTTPError.self) { _ = try result.get() }
        #expect(error?.code == .broken, "\(String(describing: error))")
        #expect(methods.value == ["HEAD", method.rawValue])
    }

    @Test(arguments: [nil, ""]) func `what has no body to be sent twice has its own connection`(body: String?)
        async throws
    {
        #expect(try await second(.post, body).get() == 200)
        #expect(methods.value == ["HEAD", "POST"])
    }

    @Test(arguments: [(HTTPRequest.Method.get, nil), (.put, "hello")])
    func `what does no harm goes out once more`(method: HTTPRequest.Method, body: String?) async throws {
        #expect(try await second(method, body).get() == 200)
        #expect(methods.value == ["HEAD", method.rawValue, method.rawValue])
    }
}
