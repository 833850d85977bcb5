import HTTP
import MayflyTestSupport
import Testing

@Suite struct HTTPClientTests {
    private let client = HTTPClient(HTTPSettings(retries: RetryPolicy(attempts: 3), clock: ImpatientClock()))

    private func failure(_ request: HTTPRequest, mostBody: Int = 1 << 20) async -> HTTPError? {
        do { _ = try await client.send(request, mostBody: mostBody) } catch { return error }
        return nil
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch])
    func `a body is sent as it is`(method: HTTPRequest.Method) async throws {
        let server = try StubServer { request, _ in .init(201, ["X-Seen": request.method], request.body) }
        let scratch = Scratch("body")
        let file = try scratch.write("part", "0123456789")
        let body = HTTPBody(parts: [.bytes([0x41]), .file(file, offset: 2, count: 5), .bytes([]), .bytes([0x5A])])
        let answer = try await client.send(
            HTTPRequest(method, server.url, headers: [.init("Content-Type", "text/x")], body: body))
        #expect(answer.status == 201)
        #expect(answer.text == "A23456Z")
        #expect(answer.headers["x-SEEN"] == method.rawValue)
        #expect(server.requests[0].headers["content-type"] == "text/x")
        #expect(server.requests[0].headers["content-length"] == "7")
    }

    @Test func `a large body of a file is sent without being held`() async throws {
        let server = try StubServer { request, _ in .init(200, text: "\(request.body.count)") }
        let scratch = Scratch("body")
        let file = try scratch.write("part", [UInt8](repeating: 7, count: 3 << 20))
        let progress = Shared<[TransferProgress]>([])
        let body = HTTPBody(parts: [.file(file, offset: 0, count: 3 << 20)]) { step in
            progress.change { $0.append(step) }
        }
        #expect(try await client.send(HTTPRequest(.put, server.url, body: body)).text == "3145728")
        #expect(progress.value.last == TransferProgress(done: 3 << 20, total: 3 << 20))
    }

    @Test(arguments: [HTTPRequest.Method.get, .head, .delete])
    func `a request without a body has none`(method: HTTPRequest.Method) async throws {
        let server = try StubServer { request, _ in .init(200, text: request.method) }
        let answer = try await client.send(HTTPRequest(method, server.url + "/a?b=c"))
        #expect(answer.text == (method == .head ? "" : method.rawValue))
        #expect(server.requests[0].target == "/a?b=c")
        #expect(server.requests[0].headers["user-agent"] == "mayfly")
    }

    @Test func `an empty post says that it is empty`() async throws {
        let server = try StubServer { _, _ in .init(202) }
        #expect(try await client.send(HTTPRequest(.post, server.url, body: HTTPBody([]))).status == 202)
        #expect(server.requests[0].headers["content-length"] == "0")
    }

    @Test func `any status is an answer`() async throws {
        let server = try StubServer { _, _ in .init(418, text: "short") }
        #expect(try await client.send(HTTPRequest(.get, server.url)).status == 418)
    }

    @Test func `a longer answer than is taken is an error`() async throws {
        let server = try StubServer { _, _ in .init(200, [:], [UInt8](repeating: 1, count: 2000)) }
        #expect(await failure(try HTTPRequest(.get, server.url), mostBody: 1999)?.code == .tooLarge)
    }

    @Test func `a post is not sent twice but where nothing was done`() async throws {
        let server = try StubServer { _, number in number == 0 ? .init(503) : .init(500) }
        #expect(try await client.send(HTTPRequest(.post, server.url, body: HTTPBody("x"))).status == 500)
        #expect(server.requests.count == 2)
    }

    @Test func `the last answer is given when patience is over`() async throws {
        let server = try StubServer { _, _ in .init(503) }
        #expect(try await client.send(HTTPRequest(.get, server.url)).status == 503)
        #expect(server.requests.count == 3)
    }

    @Test func `nobody at the port is told after some attempts`() async throws {
        let port = try LoopbackPort()
        let error = await failure(try HTTPRequest(.get, "http://127.0.0.1:\(port.number)/a?token=secret"))
        #expect(error?.code == .unreachable)
        #expect(error?.url == "http://127.0.0.1:\(port.number)/a?…")
    }

    @Test(arguments: ["", "disk.qcow2", "ftp://a/b", "http://", "http://a b/", "http://a/\n", "://"])
    func `what is no address is refused`(text: String) {
        #expect(throws: HTTPError.self) { try WebAddress(text) }
    }

    @Test func `a header is read from its line`() {
        #expect(HTTPRequest.Header(line: "X-A:  b: c") == HTTPRequest.Header("X-A", "b: c"))
        #expect(HTTPRequest.Header(line: "X-A:") == HTTPRequest.Header("X-A", ""))
        #expect(HTTPRequest.Header(line: ":b") == nil)
    }

    @Test func `a header cannot smuggle another`() throws {
        #expect(throws: HTTPError.self) {
            try HTTPRequest(.get, "http://a/", headers: [.init("A", "b\r\nHost: c")])
        }
        #expect(throws: HTTPError.self) { try HTTPRequest(.get, "http://a/", headers: [.init("A:", "b")]) }
    }

    @Test(arguments: [
        "http://me:hunter2@127.0.0.1:x", "gopher://me:hunter2@127.0.0.1:1", "http://me:hunter2@127.0.0.1:1",
    ])
    func `a proxy that cannot be used is told without its password`(proxy: String) async throws {
        let client = HTTPClient(HTTPSettings(environment: ["http_proxy": proxy], retries: .none))
        let error = await #expect(throws: HTTPError.self) {
            _ = try await client.send(HTTPRequest(.get, "http://a.invalid/"))
        }
        #expect(error.map { !"\($0)".contains("hunter2") } == true)
        #expect(error.map { "\($0)".contains("proxy") } == true)
    }

    @Test func `a proxy that was configured is not looked for in the environment`() async throws {
        var settings = HTTPSettings(retries: .none)
        settings.proxy = "http://no-such-proxy.invalid:1"
        let client = HTTPClient(settings)
        let error = await #expect(throws: HTTPError.self) {
            _ = try await client.send(HTTPRequest(.get, "http://a.invalid/"))
        }
        #expect(error?.code == .setting)
        #expect(
            error?.message.contains("see the proxy that was configured for it") == true, "\(String(describing: error))")
    }

    @Test func `what a server writes does not reach a terminal as it is`() async throws {
        #expect(HTTPError(.status, url: "", "a\u{1B}[2Jb\r\nc\u{9B}").message == "a [2Jb  c ")
    }

    @Test func `secrets are not printed`() throws {
        let request = try HTTPRequest(
            .get, "https://user:hunter2@HOST:8443/a?key=hunter2#hunter2",
            headers: [.init("Authorization", "hunter2"), .init("X-Token", "hunter2", secret: true)])
        var dumped = ""
        dump(request, to: &dumped)
        for text in ["\(request)", dumped, "\(request.headers)", String(reflecting: request.address)] {
            #expect(!text.contains("hunter2"))
        }
        #expect(request.description == "GET https://host:8443/a?…")
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.1.2.3", true), ("localhost", true), ("[::1]", true), ("127.0.0.1.example", false),
        ("128.0.0.1", false), ("127.0.0.999", false), ("example", false),
    ])
    func `loopback is this host only`(host: String, expected: Bool) {
        #expect(WebAddress.isLoopback(host) == expected)
    }
}
