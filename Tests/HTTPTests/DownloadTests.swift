import Digests
import Glibc
import HTTP
import Host
import MayflyTestSupport
import Testing

/// The bad side of the web: a server of our own that does each wrong thing.
@Suite struct DownloadTests {
    static let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    static let tag = ["ETag": "\"one\""]

    private let scratch = Scratch("download")

    private func client(_ clock: any Clock<Duration> = ImpatientClock(), attempts: Int = 4) -> HTTPClient {
        HTTPClient(HTTPSettings(retries: RetryPolicy(attempts: attempts), clock: clock))
    }

    private func sum(_ bytes: [UInt8]) -> String {
        let digest = Digest()
        digest.update(bytes)
        return digest.finish()
    }

    private func fetch(
        _ server: StubServer, _ client: HTTPClient? = nil, most: Int64? = nil, path: String = "disk"
    ) async throws -> Download {
        try await (client ?? self.client()).download(
            HTTPRequest(.get, server.url + "/disk"), to: scratch(path), digests: [.sha256], most: most)
    }

    private func failure(_ body: () async throws -> Download) async -> HTTPError? {
        do { _ = try await body() } catch { return error as? HTTPError }
        return nil
    }

    /// Serves parts of the content, as a good server does.
    static func part(_ request: StubServer.Request, _ headers: [String: String] = tag, cut: Int? = nil)
        -> StubServer.Answer
    {
        guard let range = request.headers["range"], let start = Int(range.dropFirst("bytes=".count).dropLast()) else {
            return .init(200, headers, content, cut: cut)
        }
        let range206 = ["Content-Range": "bytes \(start)-\(content.count - 1)/\(content.count)"]
        return .init(206, headers.merging(range206) { $1 }, Array(content[start...]), cut: cut)
    }

    @Test func `a file comes whole, with its sums`() async throws {
        let server = try StubServer { request, _ in Self.part(request) }
        let progress = Shared<[TransferProgress]>([])
        let got = try await client().download(
            HTTPRequest(.get, server.url + "/disk"), to: scratch("disk"), digests: [.sha256, .sha512]
        ) { step in progress.change { $0.append(step) } }
        #expect(got.size == 300_000)
        #expect(got.sums[.sha256] == sum(Self.content))
        #expect(got.sums[.sha512]?.count == 128)
        #expect(try FileSystem.read(scratch("disk")) == Self.content)
        #expect(FileSystem.names(in: scratch.path) == ["disk"])
        #expect(progress.value.last == TransferProgress(done: 300_000, total: 300_000))
    }

    @Test func `a transfer that breaks goes on where it broke`() async throws {
        let server = try StubServer { request, number in Self.part(request, cut: number < 2 ? 100_000 : nil) }
        let got = try await fetch(server)
        #expect(got.sums[.sha256] == sum(Self.content))
        #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=100000-", "bytes=200000-"])
        #expect(server.requests[1].headers["if-range"] == "\"one\"")
    }

    @Test func `a server without ranges is asked for all of it again`() async throws {
        let server = try StubServer { _, number in
            .init(200, Self.tag, Self.content, cut: number == 0 ? 100_000 : nil)
        }
        #expect(try await fetch(server).sums[.sha256] == sum(Self.content))
        #expect(try FileSystem.read(scratch("disk")) == Self.content)
    }

    @Test func `a file that nothing recognizes is fetched anew`() async throws {
        let server = try StubServer { request, number in Self.part(request, [:], cut: number == 0 ? 100_000 : nil) }
        #expect(try await fetch(server).sums[.sha256] == sum(Self.content))
        #expect(server.requests.map { $0.headers["range"] } == [nil, nil])
    }

    @Test func `a file that changed meanwhile is fetched anew`() async throws {
        let other = Self.content.reversed() as [UInt8]
        let server = try StubServer { _, number in
            number == 0
                ? .init(200, Self.tag, Self.content, cut: 100_000) : .init(200, ["ETag": "\"two\""], other)
        }
        #expect(try await fetch(server).sums[.sha256] == sum(other))
        #expect(try FileSystem.read(scratch("disk")) == other)
    }

    @Test func `a part of another file is not glued to ours`() async throws {
        let server = try StubServer { request, number in
            number == 0
                ? .init(200, Self.tag, Self.content, cut: 100_000)
                : Self.part(request, ["ETag": "\"two\""])
        }
        #expect(try await fetch(server).sums[.sha256] == sum(Self.content))
        #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=100000-", nil])
    }

    @Test func `another process goes on with what one has left`() async throws {
        let first = try StubServer { request, number in
            number == 0 ? Self.part(request, cut: 123_456) : .init(404)
        }
        let error = await failure { try await fetch(first) }
        #expect(error?.status == 404)
        // The same address, so that it is the same file: the port is part of it.
        let second = try StubServer { request, _ in Self.part(request) }
        let note = try #require(scratch.text("disk.origin"))
        #expect(!note.contains("127.0.0.1"))
        try scratch.write("moved", Self.content.prefix(123_456) + [])
        let digest = Digest()
        digest.update(second.url + "/disk")
        let address = digest.finish()
        try scratch.write("moved.origin", "mayfly partial file 1\n\(address)\n\"one\"\n300000\n")
        let got = try await fetch(second, path: "moved")
        #expect(got.resumedAt == 123_456)
        #expect(got.sums[.sha256] == sum(Self.content))
        #expect(second.requests.map { $0.headers["range"] } == ["bytes=123456-"])
    }

    @Test func `what was left of another address is thrown away`() async throws {
        let server = try StubServer { request, _ in Self.part(request) }
        try scratch.write("disk", "something else")
        try scratch.write("disk.origin", "mayfly partial file 1\nabc\n\"one\"\n300000\n")
        #expect(try await fetch(server).resumedAt == 0)
        #expect(try FileSystem.read(scratch("disk")) == Self.content)
    }

    @Test func `a file of which all was left is known to be whole by its last byte`() async throws {
        let server = try StubServer { request, _ in Self.part(request) }
        let digest = Digest()
        digest.update(server.url + "/disk")
        try scratch.write("disk", Self.content)
        try scratch.write("disk.origin", "mayfly partial file 1\n\(digest.finish())\n\"one\"\n300000\n")
        #expect(try await fetch(server).sums[.sha256] == sum(Self.content))
        #expect(server.requests.map { $0.headers["range"] } == ["bytes=299999-"])
    }

    @Test func `a truncated file is never taken for a whole one`() async throws {
        let server = try StubServer { request, _ in Self.part(request, [:], cut: 1000) }
        let error = await failure { try await fetch(server) }
        #expect(error?.code == .broken)
        #expect(server.requests.count == 4)
    }

    @Test(arguments: [408, 429, 500, 502, 503])
    func `an answer that may pass is asked for again`(status: Int) async throws {
        let server = try StubServer { request, number in number < 2 ? .init(status) : Self.part(request) }
        #expect(try await fetch(server).sums[.sha256] == sum(Self.content))
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [400, 401, 403, 404, 410])
    func `an answer that stays is not asked for again`(status: Int) async throws {
        let server = try StubServer { _, _ in .init(status, text: "reason") }
        let error = await failure { try await fetch(server) }
        #expect(error?.code == .status)
        #expect(error?.status == status)
        #expect(error?.message.contains("reason") == true)
        #expect(server.requests.count == 1)
        #expect(try FileSystem.read(scratch("disk")).isEmpty)
    }

    @Test func `a server that asks for patience gets it`() async throws {
        let server = try StubServer { request, number in
            number == 0 ? .init(429, ["Retry-After": "7"]) : Self.part(request)
        }
        let clock = ImpatientClock()
        _ = try await fetch(server, client(clock))
        #expect(clock.slept.value == [.seconds(7)])
    }

    @Test func `a server that asks for more patience than we have is given up`() async throws {
        let server = try StubServer { _, _ in .init(503, ["Retry-After": "86400"]) }
        let error = await failure { try await fetch(server) }
        #expect(error?.message.contains("86400 s") == true)
        #expect(server.requests.count == 1)
    }

    @Test func `a file that is too large is refused before it comes`() async throws {
        let server = try StubServer { request, _ in Self.part(request) }
        let error = await failure { try await fetch(server, most: 299_999) }
        #expect(error?.code == .tooLarge)
        #expect(try FileSystem.read(scratch("disk")).isEmpty)
    }

    @Test func `a file that does not tell its size is bounded as it comes`() async throws {
        let server = try StubServer { _, _ in
            .init(200, ["Content-Length": ""], Self.content)
        }
        let error = await failure { try await fetch(server, most: 100_000) }
        #expect(error?.code == .tooLarge)
    }

    @Test func `a full disk is told as such`() async throws {
        let server = try StubServer { request, _ in Self.part(request) }
        let error = await failure {
            try await client().download(HTTPRequest(.get, server.url), to: "/dev/full", digests: [])
        }
        #expect(error?.code == .diskFull)
        #expect(error?.message.contains("no room") == true)
    }

    @Test func `a cancelled download ends and keeps what came`() async throws {
        let server = try StubServer { _, _ in .init(200, Self.tag, Self.content, cut: 200_000, hangs: true) }
        let client = client(attempts: 1)
        let path = scratch("disk")
        let request = try HTTPRequest(.get, server.url)
        let task = Task { try await client.download(request, to: path, digests: [.sha256]) }
        #expect(try await eventually { FileSystem.exists(path + ".origin") })
        task.cancel()
        let error = await failure { try await task.value }
        // The server says nothing more: without the cancellation it would be a stall.
        #expect(error?.code == .cancelled)
        #expect(FileSystem.exists(path + ".origin"))
    }

    @Test func `a server that says nothing more is given up`() async throws {
        let server = try StubServer { _, _ in .init(200, Self.tag, Self.content, cut: 0, hangs: true) }
        let client = HTTPClient(
            HTTPSettings(stallTimeout: .seconds(1), retries: .none, clock: ImpatientClock()))
        let error = await failure { try await fetch(server, client) }
        #expect(error?.code == .timedOut)
    }

    @Test func `a file of this host is fetched by its address`() async throws {
        try scratch.write("source", Self.content)
        let got = try await client().download(
            HTTPRequest(.get, "file://" + scratch("source")), to: scratch("copy"), digests: [.sha256])
        #expect(got.sums[.sha256] == sum(Self.content))
        let error = await failure {
            try await client().download(HTTPRequest(.get, "file://" + scratch("none")), to: scratch("copy"))
        }
        #expect(error?.code == .file)
    }

    @Test func `an empty file is a file`() async throws {
        let server = try StubServer { _, _ in .init(200) }
        let got = try await fetch(server)
        #expect(got.size == 0)
        #expect(got.sums[.sha256] == sum([]))
    }
}
