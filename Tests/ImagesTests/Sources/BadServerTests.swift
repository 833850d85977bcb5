import Digests
import Fixtures
import Host
import MayflyTestSupport
import Testing

@testable import Images

/// Disks from a server that does each wrong thing.
@Suite(.requires(.program("qemu-img")))
struct BadServerTests {
    private static let sum = Digest.ofBytes(SourceDisk.raw)

    private func recipe(_ server: StubServer, _ verification: ImageVerification = .none) -> ImageRecipe {
        ImageRecipe(source: .http(HTTPSource(url: server.url + "/disk.raw", verification: verification)))
    }

    /// Serves parts of the disk, as a good server does.
    private static func part(_ request: StubServer.Request, cut: Int? = nil) -> StubServer.Answer {
        let (tag, all) = (["ETag": "\"one\""], SourceDisk.raw)
        guard let range = request.headers["range"], let start = Int(range.dropFirst("bytes=".count).dropLast()) else {
            return .init(200, tag, all, cut: cut)
        }
        let place = ["Content-Range": "bytes \(start)-\(all.count - 1)/\(all.count)"]
        return .init(206, tag.merging(place) { $1 }, Array(all[start...]), cut: cut)
    }

    @Test(arguments: [ImageVerification.none, .sha256(sum)])
    func `a download that broke goes on at the next try, where it broke`(verification: ImageVerification) async throws {
        try await withScratch { directory in
            let server = try StubServer { request, number in Self.part(request, cut: number == 0 ? 1_000_000 : nil) }
            let place = try BuilderPlace(directory)
            let error = try await place.failure(recipe(server, verification).source)
            #expect(error.code == .source)
            #expect(place.store.digests.isEmpty)
            let image = try await BuilderPlace(directory).image(recipe(server, verification))
            #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=1000000-"])
            try await SourceDisk.expect(image, in: directory)
            await place.expectOnly(1)
        }
    }

    @Test func `what broke of another address is no beginning of this one`() async throws {
        try await withScratch { directory in
            let broken = try StubServer { _, _ in
                .init(200, ["ETag": "\"one\""], SourceDisk.raw.reversed(), cut: 1_000_000)
            }
            let place = try BuilderPlace(directory)
            _ = try await place.failure(recipe(broken, .sha256(Self.sum)).source)
            let server = try StubServer { request, _ in Self.part(request) }
            let image = try await place.image(recipe(server, .sha256(Self.sum)))
            #expect(server.requests.map { $0.headers["range"] } == [nil])
            try await SourceDisk.expect(image, in: directory)
            await place.expectOnly(1)
        }
    }

    @Test func `a server without ranges is asked for all of it again`() async throws {
        try await withScratch { directory in
            let server = try StubServer { _, number in
                .init(200, ["ETag": "\"one\""], SourceDisk.raw, cut: number == 0 ? 1_000_000 : nil)
            }
            let place = try BuilderPlace(directory, attempts: 2)
            let image = try await place.image(recipe(server))
            #expect(server.requests.count == 2)
            try await SourceDisk.expect(image, in: directory)
            await place.expectOnly(1)
        }
    }

    @Test func `a file that ends too early every time is never taken`() async throws {
        try await withScratch { directory in
            let server = try StubServer { _, _ in .init(200, [:], SourceDisk.raw, cut: 2 << 20) }
            let place = try BuilderPlace(directory, attempts: 3)
            #expect(try await place.failure(recipe(server).source).code == .source)
            #expect(server.requests.count == 3 && place.store.digests.isEmpty)
        }
    }

    @Test func `a resumed file that is another one has the wrong sum and is thrown away`() async throws {
        try await withScratch { directory in
            let server = try StubServer { request, number in
                guard number == 0 else { return Self.part(request) }
                return .init(200, ["ETag": "\"one\""], SourceDisk.raw.reversed(), cut: 1_000_000)
            }
            let place = try BuilderPlace(directory)
            _ = try await place.failure(recipe(server, .sha256(Self.sum)).source)
            let error = try await place.failure(recipe(server, .sha256(Self.sum)).source)
            #expect(error.code == .verification && error.message.contains(Self.sum))
            await place.expectOnly(0)
            try await SourceDisk.expect(place.image(recipe(server, .sha256(Self.sum))), in: directory)
            await place.expectOnly(1)
        }
    }

    @Test(arguments: [401, 403, 404, 410, 429, 500, 503])
    func `a status that is no success is told, and the next try is free to succeed`(status: Int) async throws {
        try await withScratch { directory in
            let server = try StubServer { request, number in
                number < 2 ? .init(status, ["Retry-After": "0"], Array("no".utf8)) : Self.part(request)
            }
            let place = try BuilderPlace(directory)
            for _ in 0..<2 {
                let error = try await place.failure(recipe(server).source)
                #expect(error.code == .source && error.message.contains("\(status)"), "\(error)")
                await place.expectOnly(0)
            }
            try await SourceDisk.expect(place.image(recipe(server)), in: directory)
        }
    }

    @Test func `what a request says beside the address counts, since it may choose what comes`() async throws {
        try await withScratch { directory in
            let server = try StubServer { request, _ in
                let bytes = request.headers["x-build"] == "new" ? SourceDisk.raw : SourceDisk.raw.reversed()
                return .init(200, [:], bytes)
            }
            let place = try BuilderPlace(
                directory,
                environment: ["REGISTRY_AUTH_FILE": "/nowhere.json", "OLD": "X-Build: old", "NEW": "X-Build: new"])
            func image(_ headers: [String], _ secrets: [SecretValue] = []) async throws -> DiskImage {
                let source = HTTPSource(
                    url: server.url + "/disk.raw", verification: .none, extraHeaders: headers,
                    secretExtraHeaders: secrets)
                return try await place.image(ImageRecipe(source: .http(source)))
            }
            let old = try await image(["X-Build: old"])
            try await SourceDisk.expect(image(["X-Build: new"]), in: directory)
            #expect(try await image(["X-Build: old"]).path == old.path && server.requests.count == 2)
            #expect(try await image([], [.environment("OLD")]).path == old.path)
            try await SourceDisk.expect(image([], [.environment("NEW")]), in: directory)
            #expect(server.requests.count == 4)
        }
    }

    @Test func `passing troubles are waited for`() async throws {
        try await withScratch { directory in
            let server = try StubServer { request, number in
                number < 2 ? .init(number == 0 ? 503 : 429) : Self.part(request)
            }
            try await SourceDisk.expect(BuilderPlace(directory, attempts: 3).image(recipe(server)), in: directory)
        }
    }
}
