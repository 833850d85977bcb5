import Host
import MayflyTestSupport
import Offload
import Testing

@testable import DiskFormats

/// What we write is held to QEMU's reading of it.
@Suite(.requires(.program("qemu-img"))) struct QCOW2WriterTests {
    static let sizes: [Int64] = [0, 512, 65536, 66048, 536_870_400, 536_870_912, 536_871_936, 5_368_709_120]

    @Test(arguments: sizes)
    func `an empty disk of any size is an image without data`(size: Int64) async throws {
        let scratch = Scratch()
        let writer = try QCOW2Writer(scratch("image"), reserve: 0)
        try writer.take(.hole(size))
        try writer.finish(size: size)
        let test = try TestDisk()
        try await test.shell("qemu-img check -q \(scratch("image"))")
        let info = try await test.shell("qemu-img info \(scratch("image"))")
        #expect(info.contains("(\(size) bytes)"))
    }

    @Test func `pieces of any length, with holes between, give the same disk`() async throws {
        let test = try TestDisk()
        // It takes seconds, which others' clocks should not.
        try await blocking { () throws in
            try writeTwice(to: test)
        }
        try await test.shell(
            "qemu-img check -q -f qcow2 image; qemu-img compare -q -f raw -F qcow2 plain image")
    }

    private func writeTwice(to test: TestDisk) throws {
        let writer = try QCOW2Writer(test.scratch("image"), reserve: 0)
        let plain = try OutputFile(test.scratch("plain"), reserve: 0)
        var place: Int64 = 0
        let bytes = TestDisk.bytes(size: 10 << 20)
        // Some across the borders of clusters and of tables, some empty, far apart.
        let lengths = [1, 65535, 65536, 131073, 0, 262_144, 4096, 3_000_000, 9, 512]
        for round in 0..<24 {
            for (index, length) in lengths.enumerated() {
                let start = (round * 7919 + index * 104_729) % (bytes.count - length)
                try bytes[start..<start + length].withUnsafeBytes {
                    try writer.take(.bytes($0))
                    try plain.write($0, at: place)
                }
                place += Int64(length)
                let hole = Int64(round * index) * 1_234_567 % (200 << 20)
                try writer.take(.hole(hole))
                place += hole
            }
        }
        let size = (place + 511) / 512 * 512
        try writer.finish(size: size)
        try plain.setSize(size)
    }
}
