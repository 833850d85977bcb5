import Fixtures
import Glibc
import Host
import Testing

@testable import Images

extension BuilderPlace {
    /// The store is whole, and no build has left anything in it.
    func expectWhole(_ at: SourceLocation = #_sourceLocation) async {
        let health = await store.check(repair: false) { _ in }
        #expect(health.faults == [], sourceLocation: at)
        #expect(FileSystem.names(in: store.directory + "/builds") == [], sourceLocation: at)
    }

    /// The store is whole and has this many disks; no download has left anything.
    func expectOnly(_ disks: Int, _ at: SourceLocation = #_sourceLocation) async {
        await expectWhole(at)
        #expect(store.digests.count == disks, sourceLocation: at)
        #expect(FileSystem.names(in: store.directory + "/downloads") == [], sourceLocation: at)
    }

    /// What a source that must fail fails with; the store is whole afterwards.
    func failure(
        _ source: ImageSource, _ at: SourceLocation = #_sourceLocation
    ) async throws -> ImageError {
        let error = await #expect(throws: ImageError.self, sourceLocation: at) {
            try await image(ImageRecipe(source: source))
        }
        await expectWhole(at)
        return try #require(error, sourceLocation: at)
    }
}

/// The disk that comes from the sources of these tests.
enum SourceDisk {
    static let size = 3 << 20

    /// A boot sector, and data that does not compress across the middle.
    static let raw: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: size)
        var state: UInt64 = 88_172_645_463_325_252
        for index in Array(0..<300_000) + Array(1_500_001..<1_700_000) {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            bytes[index] = UInt8(truncatingIfNeeded: state)
        }
        (bytes[510], bytes[511]) = (0x55, 0xAA)
        return bytes
    }()

    /// Writes the disk as `disk.raw`, and has the shell make something of it.
    static func make(in directory: String, _ command: String = ":") async throws {
        try writeFile(directory + "/disk.raw", raw)
        let result = try await Child.run("/bin/sh", ["-ec", "cd '\(directory)'\n\(command)"], limit: .seconds(120))
        try #require(result.end == .exited(0), "\(command): \(result.output)")
    }

    /// An image has what the disk has, says QEMU.
    static func expect(_ image: DiskImage, in directory: String, _ at: SourceLocation = #_sourceLocation)
        async throws
    {
        try writeFile(directory + "/wanted", raw)
        let program = try #require(FileSystem.program("qemu-img"))
        let result = try await Child.run(
            program, ["compare", "-f", "raw", "-F", "qcow2", directory + "/wanted", image.path], limit: .seconds(60))
        #expect(result.end == .exited(0), "\(result.output)", sourceLocation: at)
        #expect(image.virtualSize == Int64(size), sourceLocation: at)
    }
}
