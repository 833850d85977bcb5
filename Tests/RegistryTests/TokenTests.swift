import MayflyTestSupport
import Registry
import Testing

/// Tokens of a server that the registry names, as most registries of the world want them.
@Suite struct TokenTests {
    private let scratch = Scratch("token")

    private static let manifest =
        #"{"schemaVersion":2,"config":{"digest":"\#(BlobDigest(of: []))","size":0},"layers":[]}"#

    /// A registry that takes `Bearer good` and says where it is given.
    private func registry(realm: String) throws -> StubServer {
        try StubServer { request, _ in
            request.headers["authorization"] == "Bearer good"
                ? .init(200, text: Self.manifest)
                : .init(401, ["WWW-Authenticate": "Bearer realm=\"\(realm)\",service=\"it & them\""])
        }
    }

    @Test(arguments: [#"{"token":"good"}"#, #"{"access_token":"good","expires_in":300}"#])
    func `a token is taken where the registry says`(answer: String) async throws {
        let tokens = try StubServer { _, _ in .init(200, text: answer) }
        let server = try registry(realm: tokens.url + "/token?x=y")
        _ = try await StubRegistry.client().resolve(server.image("t"), architecture: "amd64")
        #expect(
            tokens.requests.map(\.target) == [
                "/token?x=y&scope=repository%3Aa%2Fb%3Apull&service=it%20%26%20them"
            ])
        #expect(tokens.requests[0].headers["authorization"] == nil)
    }

    @Test func `the password goes to the token's server, not to the registry`() async throws {
        let tokens = try StubServer { request, _ in
            request.headers["authorization"] == "Basic bWU6cHc=" ? .init(200, text: #"{"token":"good"}"#) : .init(401)
        }
        let server = try registry(realm: tokens.url + "/token")
        let file = try scratch.write(
            "auth.json", #"{"auths":{"127.0.0.1:\#(server.port)":{"auth":"bWU6cHc="}}}"#)
        _ = try await StubRegistry.client(file).resolve(server.image("t"), architecture: "amd64")
        #expect(server.requests.map { $0.headers["authorization"] } == [nil, "Bearer good"])

        let unknown = await #expect(throws: RegistryError.self) {
            _ = try await StubRegistry.client().resolve(server.image("t"), architecture: "amd64")
        }
        #expect(unknown?.code == .unauthorized)
    }

    @Test func `a token that became too old meanwhile is taken anew`() async throws {
        let tokens = try StubServer { _, number in .init(200, text: #"{"token":"t\#(number)"}"#) }
        var registry = StubRegistry()
        registry.add(image: "t", [("application/x-disk", [1, 2, 3])])
        let (stub, realm) = (registry, tokens.url)
        // The first token is good for what is small only.
        let server = try StubServer { request, _ in
            let isLayer = request.target.hasSuffix("\(BlobDigest(of: [1, 2, 3]))")
            return request.headers["authorization"] == (isLayer ? "Bearer t1" : "Bearer t0")
                ? stub.answer(request) : .init(401, ["WWW-Authenticate": "Bearer realm=\"\(realm)\""])
        }
        let pulled = try await StubRegistry.client().pullDisk(
            server.image("t"), architecture: "amd64", into: scratch.path)
        #expect(pulled.size == 3)
        #expect(tokens.requests.count == 2)
    }

    @Test func `a token that gets others is given for one`() async throws {
        let tokens = try StubServer { request, _ in
            request.method == "POST" && String(decoding: request.body, as: UTF8.self).hasSuffix("refresh_token=id%2F1")
                ? .init(200, text: #"{"access_token":"good"}"#) : .init(401)
        }
        let server = try registry(realm: tokens.url + "/token")
        let file = try scratch.write(
            "auth.json", #"{"auths":{"127.0.0.1:\#(server.port)":{"identitytoken":"id/1"}}}"#)
        _ = try await StubRegistry.client(file).resolve(server.image("t"), architecture: "amd64")
    }

    @Test(arguments: ["http://example.invalid/token", "file:///etc/passwd", "nowhere"])
    func `credentials go nowhere else`(realm: String) async throws {
        let server = try registry(realm: realm)
        let error = await #expect(throws: RegistryError.self) {
            _ = try await StubRegistry.client().resolve(server.image("t"), architecture: "amd64")
        }
        #expect(error != nil)
    }

    @Test(arguments: ["", "{}", #"{"token":""}"#, #"{"token":"a\nb"}"#, "<html>"])
    func `a token that is none is told`(answer: String) async throws {
        let tokens = try StubServer { _, _ in .init(200, text: answer) }
        let server = try registry(realm: tokens.url)
        let error = await #expect(throws: RegistryError.self) {
            _ = try await StubRegistry.client().resolve(server.image("t"), architecture: "amd64")
        }
        #expect(error?.code == .damaged)
    }
}
