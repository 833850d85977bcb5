import MayflyTestSupport
import Testing
import Wire

@testable import HTTP

/// Before there is a stream: what a server answers to the request for one.
@Suite struct WebSocketOpeningTests {
    @Test func `an answer that does not change the protocol as it should is refused`() async throws {
        let wrong: [(@Sendable (inout StubServer.Answer) -> Void, String)] = [
            ({ $0.headers["Sec-WebSocket-Accept"] = "AAAA" }, "key"),
            ({ $0.headers["Sec-WebSocket-Protocol"] = "" }, "no subprotocol"),
            ({ $0.headers["Sec-WebSocket-Protocol"] = "v4.channel.k8s.io" }, "v4.channel.k8s.io"),
            ({ $0.headers["Sec-WebSocket-Extensions"] = "permessage-deflate" }, "extension"),
            ({ $0.headers["Upgrade"] = "SPDY/3.1" }, "another protocol"),
        ]
        for (change, words) in wrong {
            let server = try StubServer { request, _ in
                var answer = StubWebSocket.answer(request) { await $0.fallSilent() }
                change(&answer)
                return answer
            }
            let request = try HTTPRequest(.get, server.url)
            let refused = await #expect(throws: HTTPError.self) {
                try await HTTPSession().openWebSocket(request, subprotocol: "plain")
            }
            let error = try #require(refused)
            #expect(error.code == .upgrade)
            #expect(error.message.contains(words), "\(error)")
        }
    }

    @Test func `a refusal is an answer, whole`() async throws {
        let server = try StubServer { _, _ in .init(403, text: String(repeating: "n", count: 100_000)) }
        let request = try HTTPRequest(.get, server.url)
        guard case .refused(let answer) = try await HTTPSession().openWebSocket(request, subprotocol: "plain") else {
            Issue.record("it was not refused")
            return
        }
        #expect(answer.status == 403)
        #expect(answer.body.count == 100_000)
    }

    @Test func `who does not speak HTTP, is not there or never answers is told apart`() async throws {
        let line = try LoopbackServer(saying: "SSH-2.0-OpenSSH_9\r\n\r")
        let session = HTTPSession()
        func code(_ port: UInt16, _ limit: Duration = .seconds(60)) async throws -> HTTPError.Code? {
            var request = try HTTPRequest(.get, "http://127.0.0.1:\(port)")
            request.stallTimeout = limit
            do throws(HTTPError) { _ = try await session.openWebSocket(request, subprotocol: "p") } catch {
                return error.code
            }
            return nil
        }
        #expect(try await code(line.port) == .upgrade)
        let free = try LoopbackPort()
        #expect(try await code(UInt16(free.number)) == .unreachable)
        let silent = try StubServer { _, _ in .init(200, ["Content-Length": "5"], hangs: true) }
        #expect(try await code(silent.port, .milliseconds(50)) == .timedOut)
        let waiting = Task { try await code(silent.port) }
        #expect(try await eventually { silent.requests.count == 2 })
        waiting.cancel()
        #expect(try await waiting.value == .cancelled)
    }
}
