import Archive
import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Registry
import Testing

/// Layers of all kinds, and the one disk in them.
@Suite struct DiskLayerTests {
    private static let tar = "application/vnd.oci.image.layer.v1.tar"
    private let scratch = Scratch("layers")

    private func layer(
        _ compression: ArchiveWriter.Compression = .none, _ fill: (ArchiveWriter) throws -> Void
    ) throws -> [UInt8] {
        let path = scratch("layer")
        let file = Descriptor(owning: try retrying("open") { open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600) })
        let writer = try ArchiveWriter(to: file.raw, named: path, format: .tar, compression: compression)
        try fill(writer)
        try writer.close()
        return try FileSystem.read(path)
    }

    private func file(_ path: String, _ byte: UInt8 = 7, count: Int = 600_000) throws -> [UInt8] {
        try layer { try $0.append(file: path, contents: [UInt8](repeating: byte, count: count), permissions: 0o440) }
    }

    private func pull(
        _ layers: [[UInt8]], path: String? = nil, most: Int64? = nil, type: String = tar
    ) async throws -> (PulledDisk, requests: [StubServer.Request]) {
        var registry = StubRegistry()
        registry.add(image: "t", layers.map { (type, $0) })
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        try FileSystem.makeDirectory(scratch("out"))
        let pulled = try await StubRegistry.client().pullDisk(
            server.image("t"), architecture: "amd64", path: path, into: scratch("out"), most: most)
        return (pulled, server.requests)
    }

    private func failure(
        _ layers: [[UInt8]], path: String? = nil, most: Int64? = nil, type: String = tar
    ) async throws -> RegistryError {
        let error = await #expect(throws: RegistryError.self) {
            _ = try await pull(layers, path: path, most: most, type: type)
        }
        #expect(FileSystem.names(in: scratch("out")).isEmpty)
        return try #require(error)
    }

    @Test func `the highest layer with a disk has it, and none below is fetched`() async throws {
        let (low, high) = (try file("disk/low", 1), try file("disk/high", 2))
        let top = try layer { try $0.append(file: "etc/passwd", contents: [1], permissions: 0o644) }
        let (pulled, requests) = try await pull([low, high, top])
        #expect(pulled.name == "high")
        #expect(pulled.layer == BlobDigest(of: high))
        #expect(try FileSystem.read(pulled.path) == [UInt8](repeating: 2, count: 600_000))
        #expect(!requests.contains { $0.target.hasSuffix("\(BlobDigest(of: low))") })
        #expect(FileSystem.names(in: scratch("out")) == ["disk"])
    }

    @Test(arguments: ArchiveWriter.Compression.allCases)
    func `a compressed layer is unpacked, and holes stay holes`(compression: ArchiveWriter.Compression) async throws {
        let content = [UInt8](repeating: 0, count: 4 << 20) + [1] + [UInt8](repeating: 0, count: 4 << 20)
        let packed = try layer(compression) { try $0.append(file: "./disk/a", contents: content, permissions: 0o440) }
        let (pulled, _) = try await pull([packed])
        #expect(try FileSystem.read(pulled.path) == content)
        #expect(FileSystem.status(pulled.path).map { Int($0.st_blocks) * 512 < 1 << 20 } == true)
    }

    @Test func `two disks are one too many, unless one is named`() async throws {
        let both = try layer {
            try $0.append(file: "disk/a", contents: [1, 2], permissions: 0o440)
            try $0.append(file: "disk/b", contents: [3, 4], permissions: 0o440)
        }
        let error = try await failure([both])
        #expect(error.code == .noDisk)
        #expect(error.message.contains("/disk/a and /disk/b"))
        #expect(try FileSystem.read(try await pull([both], path: "/disk/b").0.path) == [3, 4])
    }

    @Test func `an image for containers is no disk`() async throws {
        let error = try await failure([try file("bin/sh")])
        #expect(error.code == .noDisk)
        #expect(error.message.contains("no containerDisk"))
        #expect(try await failure([], path: nil).code == .noDisk)
    }

    @Test func `a disk that a higher layer has removed is not there`() async throws {
        let removing = try layer { try $0.append(file: ".wh.disk", contents: [], permissions: 0o644) }
        #expect(try await failure([try file("disk/a"), removing]).code == .noDisk)
    }

    @Test func `links are no disks`() async throws {
        let link = try layer {
            try $0.append(ArchiveEntry(path: "disk/a", kind: .symlink(target: "/etc/shadow"), permissions: 0o777))
        }
        let error = try await failure([link])
        #expect(error.code == .noDisk)
        #expect(error.message.contains("link to /etc/shadow"))
        #expect(try await failure([try file("disk/a", count: 0)]).code == .noDisk)
    }

    @Test func `a name that leads out of the layer is refused`() async throws {
        #expect(try await failure([try file("disk/../../../etc/cron.d/x")]).code == .damaged)
    }

    @Test func `a small layer that unpacks to a large disk is bounded`() async throws {
        let bomb = try layer(.gzip) {
            try $0.append(file: "disk/a", contents: [UInt8](repeating: 0, count: 8 << 20), permissions: 0o440)
        }
        #expect(bomb.count < 1 << 20)
        let error = try await failure([bomb], most: 1 << 20)
        #expect(error.code == .tooLarge)
    }

    @Test(arguments: [10, 100_000]) func `a layer that is no archive is told`(count: Int) async throws {
        #expect(try await failure([[UInt8](repeating: 0x41, count: count)]).code == .damaged)
        let whole = try file("disk/a")
        #expect(try await failure([Array(whole.prefix(whole.count / 2))]).code == .damaged)
    }

    @Test func `an artifact with one file is that file`() async throws {
        let (pulled, _) = try await pull([[1, 2, 3]], type: "application/octet-stream")
        #expect(try FileSystem.read(pulled.path) == [1, 2, 3])
        #expect(FileSystem.names(in: scratch("out")) == ["disk"])
    }

    @Test func `an artifact with several files gives the one that is named, or looks like a disk`() async throws {
        var registry = StubRegistry()
        let title = #","annotations":{"org.opencontainers.image.title":"#
        registry.add(
            image: "t", [("application/x-a", [1]), ("application/x-b", [2]), ("application/x-c", [3])],
            more: ["README", "disk.qcow2", "sums"].map { title + #""\#($0)"}"# })
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        try FileSystem.makeDirectory(scratch("out"))
        for (path, name, byte) in [(nil, "disk.qcow2", 2), ("/sums", "sums", 3)] as [(String?, String, UInt8)] {
            let pulled = try await StubRegistry.client().pullDisk(
                server.image("t"), architecture: "amd64", path: path, into: scratch("out"))
            #expect(pulled.name == name)
            #expect(try FileSystem.read(pulled.path) == [byte])
        }
        let error = try await failure([[1], [2]], type: "application/octet-stream")
        #expect(error.code == .noDisk)
    }
}
