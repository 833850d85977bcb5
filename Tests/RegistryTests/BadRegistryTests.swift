import Archive
import Host
import MayflyTestSupport
import Registry
import Testing

/// What goes wrong with registries, each with its error.
@Suite struct BadRegistryTests {
    private let scratch = Scratch("registry")

    private func failure(_ server: StubServer, _ tag: String = "t", most: Int64? = nil) async throws -> RegistryError {
        try FileSystem.makeDirectory(scratch("out"))
        let reference = try server.image(tag)
        let error = await #expect(throws: RegistryError.self) {
            _ = try await StubRegistry.client().pullDisk(
                reference, architecture: "amd64", into: scratch("out"), most: most)
        }
        return try #require(error)
    }

    private static let disk = (type: "application/x-disk.qcow2", bytes: [UInt8](repeating: 7, count: 5000))

    @Test(arguments: [
        (401, RegistryError.Code.unauthorized, "docker login"), (403, .forbidden, "ask for access"),
        (404, .notFound, "check the name"), (429, .tooMany, "asks to wait 1 s"), (500, .refused, "in trouble (500)"),
        (418, .refused, "418"),
    ])
    func `an answer that is none is told with what to do`(status: Int, code: RegistryError.Code, part: String)
        async throws
    {
        let server = try StubServer { _, _ in
            .init(status, ["Retry-After": "1"], Array(#"{"errors":[{"code":"X","message":"because of y"}]}"#.utf8))
        }
        let error = try await failure(server)
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.message.contains(part))
        #expect(error.message.contains("It says: X because of y."))
    }

    @Test(arguments: ["", "<html>", "[1", "null", #"{"schemaVersion":2}"#])
    func `a manifest that is none is told`(text: String) async throws {
        let server = try StubServer { _, _ in .init(200, text: text) }
        #expect(try await failure(server).code == .damaged)
    }

    @Test func `a manifest that is not the one that was named is refused`() async throws {
        var registry = StubRegistry()
        registry.add(image: "t", [Self.disk])
        let stub = registry
        let wrong = "sha256:" + String(repeating: "0", count: 64)
        let server = try StubServer { request, _ in
            var answer = stub.answer(request)
            answer.headers["Docker-Content-Digest"] = wrong
            return answer
        }
        let error = try await failure(server)
        #expect(error.code == .digest)
        #expect(error.message.contains(wrong))
    }

    @Test func `a layer with a wrong digest is deleted and both are named`() async throws {
        var registry = StubRegistry()
        registry.add(image: "t", [Self.disk])
        let right = registry.add(Self.disk.bytes)
        registry.blobs[right] = [UInt8](repeating: 8, count: 5000)
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        let error = try await failure(server)
        #expect(error.code == .digest)
        #expect(error.message.contains(right))
        #expect(error.message.contains("\(BlobDigest(of: [UInt8](repeating: 8, count: 5000)))"))
        #expect(FileSystem.names(in: scratch("out")).isEmpty)
    }

    @Test(arguments: [4999, 5001]) func `a layer of another size is refused`(count: Int) async throws {
        var registry = StubRegistry()
        registry.add(image: "t", [Self.disk])
        registry.blobs[registry.add(Self.disk.bytes)] = [UInt8](repeating: 7, count: count)
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        let code = try await failure(server).code
        #expect(code == (count < 5000 ? .digest : .tooLarge))
    }

    @Test func `a layer that breaks goes on where it broke`() async throws {
        var registry = StubRegistry()
        registry.add(image: "t", [Self.disk])
        let stub = registry
        let server = try StubServer { request, number in
            var answer = stub.answer(request)
            answer.headers["ETag"] = "\"e\""
            if request.headers["range"] == "bytes=2000-" {
                answer.status = 206
                answer.headers["Content-Range"] = "bytes 2000-4999/5000"
                answer.body = Array(answer.body.dropFirst(2000))
            } else if answer.body.count == 5000 {
                answer.cut = 2000
            }
            return answer
        }
        try FileSystem.makeDirectory(scratch("out"))
        let pulled = try await StubRegistry.client().pullDisk(
            server.image("t"), architecture: "amd64", into: scratch("out"))
        #expect(try FileSystem.read(pulled.path) == Self.disk.bytes)
    }

    @Test func `what is larger than is taken is not fetched`() async throws {
        var registry = StubRegistry()
        registry.add(image: "t", [Self.disk])
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        #expect(try await failure(server, most: 4999).code == .tooLarge)
        #expect(!server.requests.contains { $0.target.hasSuffix("\(BlobDigest(of: Self.disk.bytes))") })
    }

    @Test func `an index without our platform lists what it has`() async throws {
        let digest = "\(BlobDigest(of: []))"
        let server = try StubServer { _, _ in
            .init(
                200,
                text: #"""
                    {"schemaVersion":2,"manifests":[
                     {"digest":"\#(digest)","size":1,"platform":{"os":"linux","architecture":"arm64","variant":"v8"}},
                     {"digest":"\#(digest)","size":1,"platform":{"os":"unknown","architecture":"unknown"}},
                     {"digest":"\#(digest)","size":1,"platform":{"os":"linux","architecture":"s390x"}}]}
                    """#)
        }
        let error = try await failure(server)
        #expect(error.code == .platform)
        #expect(error.message == "has nothing for linux/amd64; it has linux/arm64/v8, linux/s390x")
    }

    @Test func `an index leads to our platform`() async throws {
        var registry = StubRegistry()
        registry.add(image: "inner", [Self.disk])
        let inner = registry.manifests["inner"] ?? []
        let index = """
            {"schemaVersion":2,"manifests":[\(StubRegistry.descriptor(
                "application/vnd.oci.image.manifest.v1+json", inner,
                #","platform":{"os":"linux","architecture":"amd64"}"#))]}
            """
        registry.manifests["t"] = Array(index.utf8)
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        let image = try await StubRegistry.client().resolve(server.image("t"), architecture: "amd64")
        #expect(image.digest == BlobDigest(of: inner))
    }
}
