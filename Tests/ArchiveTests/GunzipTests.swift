import Archive
import Testing

@Suite struct GunzipTests {
    static let contents: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }

    private func packed() throws -> [UInt8] {
        try archive(compression: .gzip) {
            try $0.append(file: "x", contents: Self.contents, permissions: 0o600)
        }
    }

    private func plain() throws -> [UInt8] {
        try archive { try $0.append(file: "x", contents: Self.contents, permissions: 0o600) }
    }

    private func unpacked(_ bytes: [UInt8], pieces length: Int = 1000) throws(ArchiveError) -> [UInt8] {
        let gunzip = Gunzip(named: "a.gz", from: pieces(of: bytes, length))
        var unpacked: [UInt8] = []
        while let piece = try gunzip.next() { unpacked += piece }
        return unpacked
    }

    @Test(arguments: [1, 777, 1 << 20]) func `a file is unpacked from pieces of any length`(
        length: Int
    ) throws {
        #expect(try unpacked(packed(), pieces: length) == plain())
    }

    @Test func `several in a row are one, and what follows is left alone`() throws {
        let packed = try packed()
        #expect(try unpacked(packed + packed + [0, 0, 0]) == plain() + plain())
        #expect(try unpacked(packed + Array("junk".utf8)) == plain())
    }

    @Test func `a sum that is wrong is damage`() throws {
        var bytes = try packed()
        bytes[bytes.count - 8] ^= 1
        let error = try #require(throws: ArchiveError.self) { try unpacked(bytes) }
        #expect(error.code == .damaged)
        #expect(error.reason == "incorrect data check")
    }

    @Test(arguments: [0, 5, 1000, -1]) func `one that is cut off is damaged`(length: Int) throws {
        let bytes = try packed()
        let cut = length < 0 ? bytes.dropLast() : bytes.prefix(length)
        #expect(
            try #require(throws: ArchiveError.self) { try unpacked(Array(cut)) }.reason == "it is cut off"
        )
    }
}
