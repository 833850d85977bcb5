import DiskFormats
import Host
import MayflyTestSupport
import Testing

/// A raw disk with a boot sector and some data that does not compress, and what other programs make of it.
struct TestDisk {
    static let size = 24 << 20
    let scratch: Scratch
    var raw: String { scratch("disk.raw") }

    init(_ name: String = "formats") throws {
        scratch = Scratch(name)
        try FileSystem.write(Self.usual, to: scratch("disk.raw"), synced: false)
        try FileSystem.makeDirectory(scratch("work"))
    }

    private static let usual = bytes()

    /// Data at the beginning, in the middle across a cluster's border, and not at the end.
    static func bytes(size: Int = size) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var state: UInt64 = 88_172_645_463_325_252
        for range in [0..<200_000, 9_000_001..<9_700_000] {
            for index in range {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                bytes[index] = UInt8(truncatingIfNeeded: state)
            }
        }
        bytes[510] = 0x55
        bytes[511] = 0xAA
        return bytes
    }

    /// Runs a command of the shell in the scratch directory.
    @discardableResult
    func shell(_ command: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        let result = try await Child.run(
            "/bin/sh", ["-ec", "cd \(scratch.path)\n\(command)"], limit: .seconds(120))
        #expect(result.end == .exited(0), "\(command): \(result.output)", sourceLocation: sourceLocation)
        return result.output
    }

    func imported(
        _ name: String, limits: DiskLimits = DiskLimits(), consuming: Bool = false
    ) async throws(DiskFormatError) -> ImportedDisk {
        try await importDisk(
            from: scratch(name), to: scratch("out.qcow2"), scratch: scratch("work"), limits: limits,
            consuming: consuming)
    }

    /// Imports, and holds the result to QEMU's own opinion of it.
    func importedAndCompared(
        _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ImportedDisk {
        let disk = try await imported(name)
        try await shell(
            "qemu-img check -q -f qcow2 out.qcow2; qemu-img compare -q -f raw -F qcow2 disk.raw out.qcow2",
            sourceLocation: sourceLocation)
        #expect(disk.virtualSize == Int64(Self.size), sourceLocation: sourceLocation)
        #expect(disk.allocatedSize < 2 << 20, "it is not sparse", sourceLocation: sourceLocation)
        expectNothingLeft(sourceLocation: sourceLocation)
        return disk
    }

    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(FileSystem.names(in: scratch("work")) == [], sourceLocation: sourceLocation)
    }

    /// What an import that must fail fails with; nothing may stay.
    func failure(
        _ name: String, limits: DiskLimits = DiskLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> DiskFormatError {
        let error = try await #require(throws: DiskFormatError.self, sourceLocation: sourceLocation) {
            try await imported(name, limits: limits)
        }
        expectNothingLeft(sourceLocation: sourceLocation)
        #expect(!FileSystem.exists(scratch("out.qcow2")), sourceLocation: sourceLocation)
        #expect(error.message.contains(scratch.path), "\(error) does not say where", sourceLocation: sourceLocation)
        return error
    }
}
