import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct FileSystemTests {
    private let scratch = Scratch("files")

    @Test("removing a tree leaves what its symlinks point at")
    func removeKeepsLinkTargets() throws {
        try scratch.write("kept/file", "kept")
        try scratch.write("tree/a/b/c", "gone")
        symlink(scratch("kept"), scratch("tree/a/link"))
        symlink(scratch("kept/file"), scratch("tree/link"))
        try FileSystem.remove(scratch("tree"))
        #expect(FileSystem.status(scratch("tree")) == nil)
        #expect(scratch.text("kept/file") == "kept")
    }

    @Test("removing a symlink removes the link alone")
    func removeLink() throws {
        try scratch.write("kept/file", "kept")
        symlink(scratch("kept"), scratch("link"))
        try FileSystem.remove(scratch("link"))
        #expect(FileSystem.status(scratch("link")) == nil)
        #expect(scratch.text("kept/file") == "kept")
    }

    @Test("a file is read up to a limit, and one without an end is too large")
    func limit() throws {
        let file = try scratch.write("file", "12345")
        #expect(try FileSystem.read(file, limit: 5).count == 5)
        for (path, limit) in [(file, 4), ("/dev/zero", 1 << 20)] {
            let error = #expect(throws: SystemError.self) { try FileSystem.read(path, limit: limit) }
            #expect(error?.number == EFBIG)
        }
    }

    @Test("removing nothing is no error, removing the impossible is")
    func removeErrors() throws {
        try FileSystem.remove(scratch("nothing"))
        try scratch.write("file", "x")
        let error = #expect(throws: SystemError.self) { try FileSystem.remove(scratch("file/below")) }
        #expect(error?.number == ENOTDIR)
    }

    @Test("sockets, pipes and deep trees go as well")
    func removeKinds() throws {
        let deep = (0..<200).map { "d\($0)" }.joined(separator: "/")
        try FileSystem.makeDirectory(scratch("tree/" + deep))
        mkfifo(scratch("tree/pipe"), 0o600)
        try FileSystem.remove(scratch("tree"))
        #expect(!FileSystem.exists(scratch("tree")))
    }

    @Test("a file is replaced whole, with its mode, and nothing else is left")
    func write() throws {
        try FileSystem.write(Array("one".utf8), to: scratch("f"))
        try FileSystem.write(Array("two".utf8), to: scratch("f"), mode: 0o640)
        #expect(scratch.text("f") == "two")
        #expect(FileSystem.status(scratch("f"))?.st_mode ?? 0 & 0o777 == S_IFREG | 0o640)
        #expect(FileSystem.names(in: scratch.path) == ["f"])
    }

    @Test("a failed write leaves the old file and no other")
    func failedWrite() throws {
        mkdir(scratch("d"), 0o700)
        try scratch.write("d/inside", "x")
        #expect(throws: SystemError.self) { try FileSystem.write([1], to: scratch("d")) }
        #expect(FileSystem.names(in: scratch.path) == ["d"])
        #expect(throws: SystemError.self) { try FileSystem.write([1], to: scratch("none/f")) }
    }

    @Test("many writers of one file leave one whole file")
    func manyWriters() async throws {
        let texts = (0..<20).map { String(repeating: "\($0),", count: 5000) }
        await withTaskGroup(of: Void.self) { group in
            for text in texts {
                group.addTask { [scratch] in try? FileSystem.write(Array(text.utf8), to: scratch("f"), synced: false) }
            }
        }
        #expect(texts.contains(scratch.text("f") ?? ""))
        #expect(FileSystem.names(in: scratch.path) == ["f"])
    }

    @Test("directories are made with those above them")
    func makeDirectory() throws {
        try FileSystem.makeDirectory(scratch("a/b/c"))
        try FileSystem.makeDirectory(scratch("a/b/c"))
        #expect(FileSystem.status(scratch("a/b/c")).map { $0.st_mode & 0o777 } == 0o700)
        try scratch.write("file", "x")
        #expect(throws: SystemError.self) { try FileSystem.makeDirectory(scratch("file/below")) }
    }

    @Test("below a symlink that leads nowhere no directory is made, and that is an error")
    func makeDirectoryBelowDanglingLink() throws {
        symlink(scratch("nowhere"), scratch("link"))
        for path in [scratch("link/a"), scratch("link/a/b")] {
            let error = #expect(throws: SystemError.self) { try FileSystem.makeDirectory(path) }
            #expect(error?.number == ENOENT)
        }
        #expect(FileSystem.names(in: scratch.path) == ["link"])
    }

    @Test("programs are found on the path, then where daemons live")
    func program() throws {
        try scratch.write("bin/tool", "#!/bin/sh\n", mode: 0o755)
        try scratch.write("bin/data", "")
        #expect(FileSystem.program("tool", path: scratch("none") + ":" + scratch("bin")) == scratch("bin/tool"))
        #expect(FileSystem.program("data", path: scratch("bin")) == nil)
        #expect(FileSystem.program("no-such-program-here", path: scratch("bin")) == nil)
    }
}
