import Archive
import Testing

@Suite struct ArchiveReaderTests {
    @Test("a compressed file reads as its contents", arguments: [ArchiveWriter.Compression.gzip, .zstd])
    func decompresses(compression: ArchiveWriter.Compression) throws {
        // A compressed archive is a compressed file too: its plain form is the same archive without compression.
        func members(_ writer: ArchiveWriter) throws {
            try writer.append(file: "x", contents: [UInt8](repeating: 7, count: 300_000), permissions: 0o600)
        }
        let plain = try archive(members)
        let packed = try archive(compression: compression, members)
        #expect(packed.count < plain.count / 10)
        try withScratch { scratch in
            try writeFile(scratch + "/packed", packed)
            #expect(try ArchiveReader.decompressed(scratch + "/packed") == plain)
        }
    }

    @Test("a plain or an empty file reads as itself", arguments: [[], Array("plain".utf8)] as [[UInt8]])
    func plain(bytes: [UInt8]) throws {
        try withScratch { scratch in
            try writeFile(scratch + "/plain", bytes)
            #expect(try ArchiveReader.decompressed(scratch + "/plain") == bytes)
        }
    }

    @Test("a compressed file that is cut off is an error that names it")
    func cutOff() throws {
        let packed = try archive(compression: .zstd) {
            try $0.append(
                file: "x", contents: (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0) }, permissions: 0o600)
        }
        try withScratch { scratch in
            try writeFile(scratch + "/cut.zst", packed.dropLast(packed.count / 2))
            let error = try #require(throws: ArchiveError.self) { try ArchiveReader.decompressed(scratch + "/cut.zst") }
            #expect(error.code == .damaged)
            #expect("\(error)".hasPrefix(scratch + "/cut.zst: "))
        }
    }

    @Test("contents beyond the limit are refused instead of held")
    func limit() throws {
        let bytes = try archive {
            try $0.append(file: "x", contents: [UInt8](repeating: 0, count: 1000), permissions: 0o600)
        }
        let reader = try ArchiveReader(bytes: bytes, named: "a")
        _ = try reader.next()
        let error = try #require(throws: ArchiveError.self) { try reader.contents(limit: 999) }
        #expect(error.code == .damaged)
        #expect(error.entry == "x")
    }

    @Test("what is no archive is an error, not an empty archive")
    func noArchive() throws {
        let error = try #require(throws: ArchiveError.self) {
            try ArchiveReader(bytes: Array("this is no archive at all".utf8), named: "text").next()
        }
        #expect(error.archive == "text")
    }

    @Test("a missing archive names its path")
    func missing() throws {
        let error = try #require(throws: ArchiveError.self) { try ArchiveReader(path: "/nonexistent/a.cpio") }
        #expect(error.code == .open)
        #expect("\(error)".contains("/nonexistent/a.cpio"))
    }

    @Test(arguments: [1, 1000, 1 << 20]) func `an archive is read from pieces, whatever their length`(length: Int)
        throws
    {
        let members = try archive { try $0.append(file: "x", contents: [1, 2, 3], permissions: 0o600) }
        let packed = try archive(compression: .zstd) { try $0.append(file: "y", contents: members, permissions: 0o600) }
        let reader = try ArchiveReader(.compressed, named: "a", from: pieces(of: packed, length))
        _ = try reader.next()
        #expect(reader.compressions == ["zstd"])
        var read = 0
        while let block = try reader.block() {
            #expect(block.offset == Int64(read))
            read += block.bytes.count
        }
        #expect(read > members.count)
    }

    @Test func `what the pieces fail with is the cause of the archive's error`() throws {
        struct Gone: Error {}
        let error = try #require(throws: ArchiveError.self) {
            try ArchiveReader(.tar, named: "a") { throw Gone() }.next()
        }
        #expect(error.cause is Gone)
        #expect(error.code == .read)
    }

    @Test func `only what is expected is looked for`() throws {
        let packed = try archive(compression: .gzip) { try $0.append(file: "x", contents: [1], permissions: 0o600) }
        #expect(throws: ArchiveError.self) {
            try ArchiveReader(.zip, named: "a", from: pieces(of: packed, 100)).next()
        }
    }
}
