import HTTP
import Host
import MayflyTestSupport
import Testing

@Suite struct HTTPSessionTests {
    private let session = HTTPSession()

    @Test func `a request has its answer, whatever its status is`() async throws {
        let server = try StubServer { request, _ in .init(418, ["X-Seen": request.method], request.body) }
        let answer = try await session.send(HTTPRequest(.post, server.url + "/a?b=c", body: HTTPBody("hello")))
        #expect(answer.status == 418)
        #expect(answer.text == "hello")
        #expect(answer.headers["x-seen"] == "POST")
        #expect(server.requests[0].target == "/a?b=c")
    }

    @Test func `a hundred requests at once each have their own answer`() async throws {
        let server = try StubServer { request, _ in .init(200, text: request.target) }
        let session = session
        let url = server.url
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<100 {
                group.addTask { (number, try await session.send(HTTPRequest(.get, "\(url)/\(number)")).text) }
            }
            for try await (number, text) in group { #expect(text == "/\(number)") }
        }
    }

    @Test(arguments: [1, 16 << 10, (16 << 10) + 1, 3 << 20]) func `a body of any length goes out and comes back whole`(
        _ length: Int
    ) async throws {
        let server = try StubServer { request, _ in .init(200, [:], request.body) }
        let body = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let answer = try await session.send(HTTPRequest(.post, server.url + "/", body: HTTPBody(body)))
        #expect(answer.body == body)
    }

    @Test func `nothing is tried twice`() async throws {
        let server = try StubServer { _, _ in .init(503) }
        #expect(try await session.send(HTTPRequest(.get, server.url)).status == 503)
        #expect(server.requests.count == 1)
    }

    @Test func `a stream's head comes before its body, and what came before a break is given`() async throws {
        let server = try StubServer { _, _ in
            .init(200, ["Content-Length": "1000", "X-A": "b"], Array("one\ntwo\n".utf8), cut: 8)
        }
        let stream = try await session.open(HTTPRequest(.get, server.url))
        #expect(stream.head.headers["X-A"] == "b")
        var text = ""
        let error = await #expect(throws: HTTPError.self) {
            while case let bytes = try await stream.next(), !bytes.isEmpty {
                text += String(decoding: bytes, as: UTF8.self)
            }
        }
        #expect(error?.code == .broken)
        #expect(text == "one\ntwo\n")
    }

    @Test func `a stream ends with its answer`() async throws {
        let server = try StubServer { _, _ in .init(200, text: "all") }
        let stream = try await session.open(HTTPRequest(.get, server.url))
        #expect(try await stream.next() == Array("all".utf8))
        #expect(try await stream.next().isEmpty)
        #expect(try await stream.next().isEmpty)
    }

    @Test func `a reader who does not come stops the sender, and has every byte in the end`() async throws {
        let body = (0..<(6 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let server = try StubServer { _, _ in .init(200, [:], body) }
        let stream = try await session.open(HTTPRequest(.get, server.url))
        // The same thread serves these: turns enough for all of it to come, were the sender not stopped.
        let other = try StubServer { _, _ in .init(200, [:], [1]) }
        for _ in 0..<200 { _ = try await session.send(HTTPRequest(.get, other.url)) }
        var most = 0
        var taken: [UInt8] = []
        while case let bytes = try await stream.next(), !bytes.isEmpty {
            most = max(most, bytes.count)
            taken += bytes
            await Task.yield()
        }
        #expect(taken == body)
        // A piece more than the bound may have been on its way.
        #expect(most <= 2 << 20)
    }

    @Test func `a silent server is given up after the request's own patience`() async throws {
        let server = try StubServer { _, _ in .init(200, ["Content-Length": "9"], [1], hangs: true) }
        var request = try HTTPRequest(.get, server.url)
        request.stallTimeout = .seconds(1)
        let error = await #expect(throws: HTTPError.self) {
            // On a busy host the head may be as long in coming.
            let stream = try await session.open(request)
            while try await !stream.next().isEmpty {}
        }
        #expect(error?.code == .timedOut)
    }

    @Test func `a cancelled reader ends its stream, and a cancelled sender its request`() async throws {
        let server = try StubServer { request, _ in
            .init(200, ["Content-Length": "9"], request.target == "/a" ? [1] : [], hangs: true)
        }
        let session = session
        let stream = try await session.open(HTTPRequest(.get, server.url + "/a"))
        #expect(try await stream.next() == [1])
        let reading = Task { () throws -> [UInt8] in try await stream.next() }
        let url = server.url
        let sending = Task { () throws -> Int in try await session.send(HTTPRequest(.get, url + "/b")).status }
        #expect(try await eventually { server.requests.count == 2 })
        reading.cancel()
        sending.cancel()
        for result in [await reading.result.map(\.count), await sending.result] {
            let error = #expect(throws: HTTPError.self) { _ = try result.get() }
            #expect(error?.code == .cancelled)
        }
    }

    @Test func `nobody at the port is told at once`() async throws {
        let port = try LoopbackPort()
        let error = await #expect(throws: HTTPError.self) {
            _ = try await session.open(HTTPRequest(.get, "http://127.0.0.1:\(port.number)/"))
        }
        #expect(error?.code == .unreachable)
    }
}
