import Archive
import FoundationEssentials
import Glibc
import Testing

private let files: [String: [UInt8]] = [
    "meta-data": Array("{}".utf8), "user-data": [],
    "openstack/latest/meta_data.json": Array(repeating: 7, count: 5000),
    "a name with spaces, capitals and more than sixty-four characters, as Rock Ridge lets one.txt": [1],
]

@Suite struct ISOImageTests {
    private func iso(_ volume: String = "cidata", _ files: [String: [UInt8]] = files) throws -> [UInt8] {
        try ISOImage.bytes(volume: volume, files: files)
    }

    @Test func `every file reads back, with its whole name`() throws {
        let reader = try ArchiveReader(bytes: try iso(), named: "seed")
        var found: [String: [UInt8]] = [:]
        while let entry = try reader.next() {
            #expect(entry.modified == 0, "\(entry.path)")
            if case .file = entry.kind { found[entry.path] = try reader.contents() }
        }
        #expect(found == files)
    }

    @Test(arguments: ["cidata", "config-2", "unattendCD"])
    func `both name spaces call the volume what it is called`(volume: String) throws {
        let bytes = try iso(volume)
        let primary = bytes[(16 * 2048 + 40)...].prefix(32)
        #expect(String(decoding: primary, as: UTF8.self) == volume + String(repeating: " ", count: 32 - volume.count))
        #expect(bytes[17 * 2048] == 2)
        let joliet = bytes[(17 * 2048 + 40)...].prefix(2 * volume.count)
        #expect(Array(joliet) == volume.utf8.flatMap { [0, $0] })
    }

    @Test func `the same files give the same bytes a second later`() throws {
        let first = try iso()
        // Stamps have whole seconds: wait for the next one.
        let started = time(nil)
        while time(nil) == started { usleep(10_000) }
        #expect(try iso() == first)
    }

    @Test func `a small seed is small, and a large one holds what it is given`() throws {
        #expect((32 << 10...128 << 10).contains(try iso("cidata", ["user-data": [1]]).count))
        let large = [UInt8](repeating: 9, count: 3 << 20)
        #expect(try iso("cidata", ["user-data": large]).count > 3 << 20)
    }

    @Test(arguments: ["/a", "a//b", "../a", "a/./b", "", "a\0b", "größe"])
    func `a path that leads elsewhere is refused`(path: String) {
        let error = #expect(throws: ArchiveError.self) { try iso("cidata", [path: [1]]) }
        #expect(error?.code == .entry)
    }

    @Test(arguments: ["", "seventeen-letters", "größe", "a b"])
    func `a volume's name that a guest could not look for is refused`(volume: String) {
        #expect(throws: ArchiveError.self) { try iso(volume) }
    }

    @Test func `other programs see the same label`() throws {
        try #require(access("/usr/sbin/blkid", X_OK) == 0, "blkid is in util-linux, which every Debian has")
        try withScratch { scratch in
            try writeFile(scratch + "/seed.iso", try iso("config-2"))
            let output = popen("/usr/sbin/blkid -p -s LABEL -o value '\(scratch)/seed.iso'", "r")
            var line = [CChar](repeating: 0, count: 64)
            #expect(fgets(&line, 64, output) != nil)
            pclose(output)
            #expect(
                String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) == "config-2\n")
        }
    }

    @Test func `nothing is left in the directory of temporary files`() throws {
        func names() -> Set<String> {
            Set(
                (try? FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path))
                    ?? []
            )
            .filter { $0.contains("libarchive") }
        }
        let before = names()
        _ = try iso()
        #expect(names().subtracting(before).isEmpty)
    }
}
