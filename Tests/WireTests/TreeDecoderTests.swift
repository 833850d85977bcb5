import Testing
import Wire

@Suite("Trees on the wire")
struct TreeDecoderTests {
    static let directory = TreeEntry(
        kind: .directory, mode: 0o755, uid: 1, gid: 2, seconds: -5, nanoseconds: 999_999_999)
    static let file = TreeEntry(kind: .file, mode: 0o4711, size: 5, name: [0xff, 0x41])
    static let link = TreeEntry(kind: .symlink, mode: 0o777, name: Array("l".utf8), target: Array("../x".utf8))

    static let bytes: [UInt8] =
        directory.encoded + file.encoded + TreeEntry.contentHead(3) + [1, 2, 3] + TreeEntry.contentHead(2) + [4, 5]
        + TreeEntry.contentHead(0) + link.encoded + TreeEntry.up

    @Test("records come out the same in pieces of any size", arguments: [1, 3, 10, 1000])
    func pieces(_ size: Int) throws {
        var decoder = TreeDecoder()
        var entries: [TreeEntry] = []
        var content: [UInt8] = []
        var ends = 0
        for start in stride(from: 0, to: Self.bytes.count, by: size) {
            decoder.add(Array(Self.bytes[start..<min(start + size, Self.bytes.count)]))
            while let event = try decoder.next() {
                switch event {
                case .entry(let entry): entries.append(entry)
                case .content(let part): content += part
                case .fileEnd, .up: ends += 1
                }
            }
        }
        #expect(entries == [Self.directory, Self.file, Self.link])
        #expect(content == [1, 2, 3, 4, 5] && ends == 2)
        #expect(decoder.isBetweenRecords)
    }

    @Test("a name that leads out of its directory is refused", arguments: ["..", ".", "a/b", "/", "a\0b"])
    func escaping(_ name: String) {
        var decoder = TreeDecoder()
        decoder.add(TreeEntry(kind: .file, mode: 0, name: Array(name.utf8)).encoded)
        #expect { try decoder.next() } throws: { ($0 as? WireError)?.code == .badTree }
    }

    @Test(
        "content beyond the announced size is refused, and so is much of an unknown size",
        arguments: [(3, 4), (0, UInt32(TreeEntry.largestUnsized) + 1), (5, UInt32.max)] as [(UInt64, UInt32)])
    func oversized(_ size: UInt64, _ part: UInt32) throws {
        var decoder = TreeDecoder()
        decoder.add(TreeEntry(kind: .file, mode: 0, size: size).encoded + TreeEntry.contentHead(Int(part)) + [1])
        #expect(try decoder.next() != nil)
        #expect { try decoder.next() } throws: { ($0 as? WireError)?.code == .badTree }
        // In several parts.
        decoder = TreeDecoder()
        decoder.add(TreeEntry(kind: .file, mode: 0, size: 2).encoded + TreeEntry.contentHead(1) + [1])
        decoder.add(TreeEntry.contentHead(2) + [1, 2])
        #expect(try decoder.next() != nil && decoder.next() == .content([1]))
        #expect { try decoder.next() } throws: { ($0 as? WireError)?.code == .badTree }
    }

    @Test("a link without a target, a target without a link and an unknown record are refused")
    func nonsense() {
        for bytes in [
            TreeEntry(kind: .symlink, mode: 0, name: [65]).encoded,
            TreeEntry(kind: .file, mode: 0, name: [65], target: [65]).encoded,
            TreeEntry(kind: .file, mode: 0, nanoseconds: 1_000_000_000, name: [65]).encoded, [1],
        ] {
            var decoder = TreeDecoder()
            decoder.add(bytes)
            #expect(throws: WireError.self) { try decoder.next() }
        }
    }
}
