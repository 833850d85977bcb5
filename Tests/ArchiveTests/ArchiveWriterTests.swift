import Archive
import Glibc
import Testing

/// Writes the members with a writer and returns the archive's bytes.
func archive(
    compression: ArchiveWriter.Compression = .none, _ body: (ArchiveWriter) throws -> Void
) throws -> [UInt8] {
    try withScratch { scratch in
        let path = scratch + "/archive"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let writer = try ArchiveWriter(to: descriptor, named: path, compression: compression)
        try body(writer)
        try writer.close()
        return try readFile(path)
    }
}

private func someOfEach(_ writer: ArchiveWriter) throws {
    try writer.append(ArchiveEntry(path: "dev", kind: .directory, permissions: 0o755))
    try writer.append(
        ArchiveEntry(path: "dev/console", kind: .characterDevice(major: 5, minor: 1), permissions: 0o600))
    try writer.append(file: "hello", contents: Array("hello\n".utf8), permissions: 0o4755)
    try writer.append(file: "größe", contents: [], permissions: 0o644)
    try writer.append(ArchiveEntry(path: "init", kind: .symlink(target: "hello"), permissions: 0o777))
}

@Suite struct ArchiveWriterTests {
    @Test("every kind of member reads back as it was written", arguments: ArchiveWriter.Compression.allCases)
    func roundTrip(compression: ArchiveWriter.Compression) throws {
        let reader = try ArchiveReader(bytes: try archive(compression: compression, someOfEach), named: "a")
        var found: [ArchiveEntry] = []
        var contents: [String: [UInt8]] = [:]
        while let entry = try reader.next() {
            found.append(entry)
            contents[entry.path] = try reader.contents()
        }
        #expect(
            found == [
                ArchiveEntry(path: "dev", kind: .directory, permissions: 0o755),
                ArchiveEntry(path: "dev/console", kind: .characterDevice(major: 5, minor: 1), permissions: 0o600),
                ArchiveEntry(path: "hello", kind: .file(size: 6), permissions: 0o4755),
                ArchiveEntry(path: "größe", kind: .file(size: 0), permissions: 0o644),
                ArchiveEntry(path: "init", kind: .symlink(target: "hello"), permissions: 0o777),
            ])
        #expect(contents["hello"] == Array("hello\n".utf8))
    }

    @Test("the same members give the same bytes a second later", arguments: ArchiveWriter.Compression.allCases)
    func isDeterministic(compression: ArchiveWriter.Compression) throws {
        let first = try archive(compression: compression, someOfEach)
        // A time stamp in the archive would have whole seconds: wait for the next one.
        let started = time(nil)
        while time(nil) == started { usleep(10_000) }
        #expect(try archive(compression: compression, someOfEach) == first)
    }

    @Test("the header of the format's first member is as the kernel expects it")
    func isNewc() throws {
        let bytes = try archive { try $0.append(file: "a", contents: Array("xy".utf8), permissions: 0o644) }
        let header = String(decoding: bytes.prefix(112), as: UTF8.self)
        #expect(
            header == "070701" + "00000001" + "000081a4" + "00000000" + "00000000" + "00000001" + "00000000"
                + "00000002"
                + "00000000" + "00000000" + "00000000" + "00000000" + "00000002" + "00000000" + "a\0")
        #expect(bytes[112...].starts(with: "xy\0\0070701".utf8))
        #expect(bytes.count < 512)
    }

    @Test("every member has an inode of its own")
    func inodes() throws {
        let text = String(decoding: try archive(someOfEach), as: UTF8.self)
        let inodes = text.split(separator: "070701").dropFirst(0).dropLast().compactMap { Int($0.prefix(8), radix: 16) }
        #expect(Set(inodes).count == 5)
    }

    @Test("a file of the host is streamed into the archive")
    func streams() throws {
        let contents = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let bytes = try withScratch { scratch in
            try writeFile(scratch + "/source", contents)
            return try archive { try $0.append(file: "big", contentsOf: scratch + "/source", permissions: 0o600) }
        }
        let reader = try ArchiveReader(bytes: bytes, named: "a")
        #expect(try reader.next()?.kind == .file(size: 700_000))
        #expect(try reader.contents() == contents)
    }

    @Test("a missing source names the archive, the entry and the source")
    func missingSource() throws {
        let error = try #require(throws: ArchiveError.self) {
            _ = try archive { try $0.append(file: "x", contentsOf: "/nonexistent/y", permissions: 0o600) }
        }
        #expect(error.code == .read)
        #expect(error.entry == "x")
        #expect("\(error)".contains("/archive, entry x: open /nonexistent/y: No such file or directory"))
    }

    @Test("a full device is told apart from other failures")
    func fullDevice() throws {
        let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let error = try #require(throws: ArchiveError.self) {
            let writer = try ArchiveWriter(to: descriptor, named: "/dev/full")
            try writer.append(file: "x", contents: [UInt8](repeating: 1, count: 1 << 20), permissions: 0o600)
            try writer.close()
        }
        #expect(error.code == .noSpace)
        #expect("\(error)".contains("No space left on device"))
    }

    @Test("a name that the kernel would unpack elsewhere is refused", arguments: ["", "/etc/passwd", "a\0b"])
    func badNames(name: String) throws {
        let error = try #require(throws: ArchiveError.self) {
            _ = try archive { try $0.append(ArchiveEntry(path: name, kind: .directory, permissions: 0o755)) }
        }
        #expect(error.code == .entry)
    }

    @Test("an archive that is given up writes nothing more")
    func givenUp() throws {
        try withScratch { scratch in
            let descriptor = open(scratch + "/a", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            do {
                let writer = try ArchiveWriter(to: descriptor, named: "a")
                try writer.append(file: "x", contents: [1], permissions: 0o600)
            }
            #expect(lseek(descriptor, 0, SEEK_END) == 0)
        }
    }
}
