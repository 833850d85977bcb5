import Archive
import Testing

@testable import Registry

@Suite struct TarHeadTests {
    @Test(arguments: [0, 1, 512, 1 << 33 - 1, 1 << 33, 1 << 50] as [Int64])
    func `libarchive reads what we write`(size: Int64) throws {
        let head = try #require(TarHead("disk/a.qcow2", .file, size: size, mode: 0o440, owner: 107))
        let reader = try ArchiveReader(bytes: head.bytes + [UInt8](repeating: 0, count: 1024), named: "test")
        let entry = try #require(try reader.next())
        #expect(
            entry
                == ArchiveEntry(
                    path: "disk/a.qcow2", kind: .file(size: size), permissions: 0o440, user: 107, group: 107))
    }

    @Test func `a name that does not fit is refused`() {
        #expect(TarHead(String(repeating: "a", count: 101), .file, mode: 0, owner: 0) == nil)
    }

    @Test(arguments: [(0, 1024), (1, 1535), (511, 1025), (512, 1024)] as [(Int64, Int)])
    func `an archive ends in whole blocks`(size: Int64, expected: Int) {
        #expect(TarHead.tail(after: size).count == expected)
    }
}
