import DiskFormats
import Host
import MayflyTestSupport
import Testing

/// Tables that lie: changed in images that qemu-img made.
@Suite(.requires(.program("qemu-img"))) struct QCOW2SurveyTests {
    private func evil(_ change: (inout [UInt8], _ table: Int, _ second: Int) -> Void) async throws -> TestDisk {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image")
        var bytes = try FileSystem.read(test.scratch("image"))
        let table = Self.word(bytes, 40)
        change(&bytes, table, Self.word(bytes, table) & 0xFFFF_FFFF)
        try test.scratch.write("evil", bytes)
        return test
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(truncatingIfNeeded: bytes[offset..<offset + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private static func set(_ bytes: inout [UInt8], _ offset: Int, _ value: UInt64) {
        bytes.replaceSubrange(offset..<offset + 8, with: QCOW2HeaderTests.big(value))
    }

    @Test func `a table that is its own table is used twice`() async throws {
        let test = try await evil { bytes, table, second in Self.set(&bytes, second + 800, UInt64(second)) }
        let error = try await test.failure("evil")
        #expect(error.code == .damaged)
        #expect(error.message.contains("twice"))
    }

    @Test func `two pieces of the disk in one place are used twice`() async throws {
        let test = try await evil { bytes, _, second in
            bytes.replaceSubrange(second + 8..<second + 16, with: bytes[second..<second + 8])
        }
        #expect(try await test.failure("evil").message.contains("twice"))
    }

    @Test func `data over the header is used twice`() async throws {
        let test = try await evil { bytes, _, second in Self.set(&bytes, second, 1 << 63 | 0x10000) }
        // The reference counts are there: harmless to a reader, and QEMU's to judge; it must not be taken as it is.
        if let disk = try? await test.imported("evil") { #expect(disk.way != .asItWas) }
    }

    @Test func `a place beyond the end is one`() async throws {
        let test = try await evil { bytes, _, second in Self.set(&bytes, second, 1 << 63 | 1 << 40) }
        #expect(try await test.failure("evil").message.contains("is at byte 1099511627776"))
    }

    @Test func `a place between clusters is refused`() async throws {
        let test = try await evil { bytes, _, second in Self.set(&bytes, second, 1 << 63 | 0x50200) }
        #expect(try await test.failure("evil").message.contains("which is no cluster"))
    }

    @Test func `an image that lost count is converted`() async throws {
        let test = try await evil { bytes, table, _ in
            let block = Self.word(bytes, Self.word(bytes, 48))
            bytes[block + 13] = 0
        }
        #expect(try await test.importedAndCompared("evil").way == .converted)
    }

    @Test func `a cluster that is counted and not used has the image converted`() async throws {
        let test = try TestDisk()
        try await test.shell("qemu-img convert -f raw -O qcow2 disk.raw image; truncate -s +65536 image")
        var bytes = try FileSystem.read(test.scratch("image"))
        let block = Self.word(bytes, Self.word(bytes, 48))
        let last = bytes.count / 65536 - 1
        bytes[block + last * 2 + 1] = 1
        try test.scratch.write("evil", bytes)
        #expect(try await test.importedAndCompared("evil").way == .converted)
    }
}
