import Archive
import Glibc
import Host
import MayflyTestSupport
import Offload
import Registry
import Testing

/// Named files out of the layers of a container image.
@Suite struct FileLayerTests {
    private let scratch = Scratch("files")

    private func layer(_ fill: (ArchiveWriter) throws -> Void) throws -> [UInt8] {
        let path = scratch("layer")
        let file = Descriptor(owning: try retrying("open") { open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600) })
        let writer = try ArchiveWriter(to: file.raw, named: path, format: .tar, compression: .none)
        try fill(writer)
        try writer.close()
        return try FileSystem.read(path)
    }

    private func layer(_ files: [String: [UInt8]]) throws -> [UInt8] {
        try layer { writer in
            for (path, bytes) in files { try writer.append(file: path, contents: bytes, permissions: 0o644) }
        }
    }

    /// What was asked for of the registry, with the files beside each other in `out`.
    private func pull(
        _ layers: [[UInt8]], _ paths: [String], most: Int64? = nil,
        type: String = "application/vnd.oci.image.layer.v1.tar"
    ) async throws -> [StubServer.Request] {
        var registry = StubRegistry()
        registry.add(image: "t", layers.map { (type, $0) })
        let stub = registry
        let server = try StubServer { request, _ in stub.answer(request) }
        try FileSystem.makeDirectory(scratch("out"))
        let client = StubRegistry.client()
        let image = try await client.resolve(server.image("t"), architecture: "amd64")
        try await client.pullFiles(
            paths.enumerated().map { (path: $1, target: scratch("out/\($0)")) }, of: image, scratch: scratch("out"),
            most: most)
        return server.requests
    }

    private func failure(_ layers: [[UInt8]], _ paths: [String], most: Int64? = nil) async throws -> RegistryError {
        let error = await #expect(throws: RegistryError.self) { _ = try await pull(layers, paths, most: most) }
        #expect(FileSystem.names(in: scratch("out")).isEmpty)
        return try #require(error)
    }

    @Test func `each file is of the highest layer that has it, and no layer is fetched twice or in vain`() async throws
    {
        let bottom = try layer(["boot/other": [0]])
        let low = try layer(["boot/vmlinuz": [1], "boot/initrd": [2]])
        let high = try layer(["./boot/vmlinuz": [3]])
        let requests = try await pull([bottom, low, high], ["/boot/vmlinuz", "/boot/initrd"])
        #expect(try FileSystem.read(scratch("out/0")) == [3])
        #expect(try FileSystem.read(scratch("out/1")) == [2])
        #expect(FileSystem.names(in: scratch("out")).sorted() == ["0", "1"])
        let fetched = [low, high, bottom].map { layer in
            requests.count { $0.target.hasSuffix("\(BlobDigest(of: layer))") }
        }
        #expect(fetched == [1, 1, 0])
    }

    @Test func `one path may be two files`() async throws {
        _ = try await pull([try layer(["a": [5]])], ["/a", "/a"])
        #expect(try FileSystem.read(scratch("out/0")) == FileSystem.read(scratch("out/1")))
    }

    @Test func `a file that is missing, was removed above, or is a link is refused by its name`() async throws {
        let low = try layer(["boot/vmlinuz": [1]])
        let missing = try await failure([low], ["/boot/vmlinuz", "/boot/initrd"])
        #expect(missing.code == .noDisk && missing.message.contains("/boot/initrd"))
        let removed = try await failure([low, try layer(["boot/.wh.vmlinuz": []])], ["/boot/vmlinuz"])
        #expect(removed.message.contains("/boot/vmlinuz"))
        let link = try layer {
            try $0.append(
                ArchiveEntry(path: "boot/vmlinuz", kind: .symlink(target: "vmlinuz-6.1"), permissions: 0o777))
        }
        let linked = try await failure([link], ["/boot/vmlinuz"])
        #expect(linked.message.contains("a link to vmlinuz-6.1; a file must be the file itself"))
    }

    @Test func `a file larger than the limit is refused, and so is an artifact`() async throws {
        let large = try await failure([try layer(["k": [UInt8](repeating: 1, count: 99)])], ["/k"], most: 98)
        #expect(large.code == .tooLarge)
        let error = await #expect(throws: RegistryError.self) {
            _ = try await pull([[1, 2, 3]], ["/k"], type: "application/octet-stream")
        }
        #expect(error?.message.contains("artifact") == true)
    }
}
