import Testing

@testable import Images

@Suite struct QCOW2Tests {
    private static let head: [UInt8] =
        [0x51, 0x46, 0x49, 0xFB] + [UInt8](repeating: 0, count: 20) + [0, 0, 0, 0, 0xC0, 0, 0, 0]

    @Test func `a qcow2 tells its size, and anything else nothing`() async throws {
        try await withScratch { (directory: String) async throws -> Void in
            func head(_ bytes: [UInt8]) throws -> QCOW2.Head? {
                try writeFile(directory + "/disk", bytes)
                return QCOW2.head(directory + "/disk")
            }
            #expect(try head(Self.head) == QCOW2.Head(virtualSize: 3 << 30, backing: nil))
            #expect(try head(Array(Self.head.dropLast())) == nil)
            #expect(try head([0] + Self.head) == nil)
            #expect(QCOW2.head(directory + "/no-such-file") == nil)
        }
    }

    @Test func `a layer tells what is beneath it, and a name that is not whole is no name`() async throws {
        try await withScratch { (directory: String) async throws -> Void in
            var bytes = Self.head
            bytes[15] = 32
            bytes[19] = 5
            try writeFile(directory + "/disk", bytes + Array("below".utf8))
            #expect(QCOW2.head(directory + "/disk")?.backing == "below")
            try writeFile(directory + "/disk", bytes + Array("belo".utf8))
            #expect(QCOW2.head(directory + "/disk") == nil)
            bytes[17] = 0xFF
            try writeFile(directory + "/disk", bytes + [UInt8](repeating: 0x61, count: 1 << 17))
            #expect(QCOW2.head(directory + "/disk") == nil, "a name longer than QEMU allows")
        }
    }
}
