import HTTP
import MayflyTestSupport
import Testing

@Suite struct RedirectTests {
    private let client = HTTPClient(HTTPSettings(retries: .none, clock: ImpatientClock()))

    private func failure(_ request: HTTPRequest) async -> HTTPError? {
        do { _ = try await client.send(request) } catch { return error }
        return nil
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is followed to where it leads`(status: Int) async throws {
        let server = try StubServer { request, _ in
            request.target == "/a/b" ? .init(status, ["Location": "../c d"]) : .init(200, text: request.target)
        }
        let answer = try await client.send(HTTPRequest(.get, server.url + "/a/b"))
        #expect(answer.text == "/c%20d")
        #expect(answer.address.redacted == server.url + "/c%20d")
    }

    @Test(arguments: [(301, "GET", ""), (302, "GET", ""), (303, "GET", ""), (307, "POST", "x"), (308, "POST", "x")])
    func `a post stays one where the redirect says so`(status: Int, method: String, body: String) async throws {
        let server = try StubServer { request, number in
            number == 0 ? .init(status, ["Location": "/b"]) : .init(200, ["X-Method": request.method], request.body)
        }
        let answer = try await client.send(HTTPRequest(.post, server.url, body: HTTPBody("x")))
        #expect(answer.headers["X-Method"] == method)
        #expect(answer.text == body)
    }

    @Test func `secrets stay with their server`() async throws {
        let other = try StubServer { _, _ in .init(200) }
        let url = other.url
        let server = try StubServer { request, _ in
            .init(302, ["Location": request.target == "/a" ? "/b" : url + "/c"])
        }
        let headers: [HTTPRequest.Header] = [
            .init("Authorization", "Bearer x"), .init("X-Key", "y", secret: true), .init("Accept", "z"),
        ]
        _ = try await client.send(HTTPRequest(.get, server.url + "/a", headers: headers))
        #expect(server.requests.map { $0.headers["x-key"] } == ["y", "y"])
        #expect(server.requests[1].headers["authorization"] == "Bearer x")
        let seen = other.requests[0].headers
        #expect(seen["authorization"] == nil && seen["x-key"] == nil && seen["accept"] == "z")
    }

    @Test func `credentials in an address stay with their server`() async throws {
        let other = try StubServer { _, _ in .init(200) }
        let url = other.url
        let server = try StubServer { request, _ in
            .init(302, ["Location": request.target == "/a" ? "/b" : url + "/c"])
        }
        let address = server.url.replacing("http://", with: "http://me:pw@")
        _ = try await client.send(HTTPRequest(.get, address + "/a"))
        #expect(server.requests.map { $0.headers["authorization"] } == ["Basic bWU6cHc=", "Basic bWU6cHc="])
        #expect(other.requests[0].headers["authorization"] == nil)
    }

    @Test func `a loop is told with its stations`() async throws {
        let server = try StubServer { request, _ in .init(302, ["Location": request.target == "/a" ? "/b" : "/a"]) }
        let error = await failure(try HTTPRequest(.get, server.url + "/a"))
        #expect(error?.code == .redirect)
        let (a, b) = (server.url + "/a", server.url + "/b")
        #expect(error?.message == "redirects in a loop: \(a) -> \(b) -> \(a)")
    }

    @Test func `redirects have an end`() async throws {
        let server = try StubServer { _, number in .init(302, ["Location": "/\(number)"]) }
        let error = await failure(try HTTPRequest(.get, server.url + "/a"))
        #expect(error?.code == .redirect)
        #expect(server.requests.count == 11)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "http://"])
    func `a redirect leads nowhere but to the web`(location: String) async throws {
        let server = try StubServer { _, _ in .init(302, ["Location": location]) }
        let error = await failure(try HTTPRequest(.get, server.url))
        #expect(error?.code == .redirect)
    }
}
