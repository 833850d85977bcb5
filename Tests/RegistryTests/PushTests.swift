import HTTP
import Host
import MayflyTestSupport
import Registry
import Testing

/// Pushes to registries that do it their own way.
@Suite struct PushTests {
    private let scratch = Scratch("push")

    private func push(_ server: StubServer, _ tag: String = "t") async throws -> BlobDigest {
        let disk = try scratch.write("disk.qcow2", [UInt8](repeating: 9, count: 1000))
        return try await StubRegistry.client().pushContainerDisk(disk, to: server.image(tag), architecture: "amd64")
    }

    @Test(arguments: ["/upload/1?state=a%20b", "../../upload/1?state=a%20b"])
    func `a blob goes where the registry says, with its query`(location: String) async throws {
        let server = try StubServer { request, _ in
            switch request.method {
            case "HEAD": .init(404)
            case "POST": .init(202, ["Location": location])
            default: .init(201)
            }
        }
        _ = try await push(server)
        #expect(server.requests.map(\.method) == ["HEAD", "POST", "PUT", "HEAD", "POST", "PUT", "PUT"])
        let layer = server.requests[5]
        #expect(layer.target.contains("upload/1?state=a%20b&digest=\(BlobDigest(of: layer.body))"))
        // Two heads, the disk in whole blocks, two empty ones.
        #expect(layer.body.count == 1024 + 1024 + 1024)
        #expect(server.requests[6].target == "/v2/a/b/manifests/t")
        #expect(server.requests[6].headers["content-type"] == "application/vnd.oci.image.manifest.v1+json")
    }

    @Test func `a push is tried by an upload that is called off`() async throws {
        let server = try StubServer { request, _ in
            request.method == "POST" ? .init(202, ["Location": "/upload/1?state=a"]) : .init(204)
        }
        try await StubRegistry.client().probePush(to: server.image("t"))
        #expect(
            server.requests.map { "\($0.method) \($0.target)" } == [
                "POST /v2/a/b/blobs/uploads/", "DELETE /upload/1?state=a",
            ])
        #expect(server.requests.allSatisfy { $0.body.isEmpty })
    }

    @Test func `who may not push is told so before there is anything to push`() async throws {
        for (status, code) in [(401, RegistryError.Code.unauthorized), (403, .forbidden), (404, .notFound)] {
            let server = try StubServer { _, _ in .init(status) }
            let error = await #expect(throws: RegistryError.self) {
                try await StubRegistry.client().probePush(to: server.image("t"))
            }
            #expect(error?.code == code && Set(server.requests.map(\.method)) == ["POST"])
        }
        // A registry that cannot call it off has forgotten it some time.
        let old = try StubServer { request, _ in
            request.method == "POST" ? .init(202, ["Location": "/upload/1"]) : .init(405)
        }
        try await StubRegistry.client().probePush(to: old.image("t"))
    }

    @Test func `an upload that breaks is begun anew`() async throws {
        let server = try StubServer { request, number in
            switch request.method {
            case "HEAD": .init(404)
            case "POST": .init(202, ["Location": "/upload/\(number)"])
            default: .init(number == 2 ? 500 : 201)
            }
        }
        _ = try await push(server)
        #expect(
            server.requests.map(\.method) == ["HEAD", "POST", "PUT", "POST", "PUT", "HEAD", "POST", "PUT", "PUT"])
        #expect(server.requests[4].target.hasPrefix("/upload/3?"))
    }

    @Test func `what is there already is not sent`() async throws {
        let server = try StubServer { request, _ in .init(request.method == "PUT" ? 201 : 200) }
        let digest = try await push(server)
        #expect(server.requests.map(\.method) == ["HEAD", "HEAD", "PUT"])
        #expect(BlobDigest(of: server.requests[2].body) == digest)
    }

    @Test(arguments: ["file:///etc/motd", "ftp://127.0.0.1/", ""])
    func `a blob goes to no odd place`(location: String) async throws {
        let server = try StubServer { request, _ in
            request.method == "HEAD" ? .init(404) : .init(202, ["Location": location])
        }
        await #expect(throws: RegistryError.self) { _ = try await push(server) }
        #expect(!server.requests.contains { $0.method == "PUT" })
    }

    @Test(arguments: [(401, RegistryError.Code.unauthorized), (403, .forbidden), (413, .refused), (500, .refused)])
    func `a push that is refused is told`(status: Int, code: RegistryError.Code) async throws {
        let server = try StubServer { request, _ in request.method == "HEAD" ? .init(404) : .init(status) }
        let error = await #expect(throws: RegistryError.self) { _ = try await push(server) }
        #expect(error?.code == code)
    }

    @Test func `a push needs a tag, a name and a file`() async throws {
        let client = StubRegistry.client()
        let disk = try scratch.write("disk", "x")
        let tagged = try RegistryReference("docker://127.0.0.1:1/a:t")
        let byDigest = try RegistryReference("docker://127.0.0.1:1/a@\(BlobDigest(of: []))")
        for (path, name, reference) in [
            (disk, "a", byDigest), (disk, "../a", tagged), (disk, "", tagged), (scratch("none"), "a", tagged),
            (scratch.path, "a", tagged),
        ] {
            await #expect(throws: RegistryError.self) {
                _ = try await client.pushContainerDisk(path, named: name, to: reference, architecture: "amd64")
            }
        }
    }
}
