import CLinux
import Glibc
import GuestHelperTestSupport
import Offload
import Testing
import Wire

@testable import Channels

@Suite("Trees from a guest that is not trusted")
struct HostTreeWriterTests {
    private let scratch = ScratchDirectory()

    private func entry(_ kind: TreeEntry.Kind, _ name: String = "", mode: UInt32 = 0o755, target: String = "")
        -> [UInt8]
    {
        let entry = TreeEntry(kind: kind, mode: mode, name: Array(name.utf8), target: Array(target.utf8))
        return entry.encoded + (kind == .file ? TreeEntry.contentHead(1) + [65] + TreeEntry.contentHead(0) : [])
    }

    @Test(
        "a name with a slash or two dots is refused and nothing is written",
        arguments: ["../out", "..", "a/b", "/etc/x", "."])
    func names(_ name: String) {
        let writer = HostTreeWriter(to: scratch("tree"), sourceName: "s")
        #expect(throws: WireError.self) { try writer.take(entry(.directory) + entry(.file, name)) }
        writer.abandon()
        #expect(GuestHelperTestSupport.names(of: scratch.path) == [])
    }

    @Test("a link is made as it is but never followed: a directory of its name fails, a file replaces it")
    func links() throws {
        mkdir(scratch("victim"), 0o755)
        scratch.write("target", "safe")
        let writer = HostTreeWriter(to: scratch("tree"), sourceName: "s")
        try writer.take(entry(.directory) + entry(.symlink, "file", target: scratch("target")) + entry(.file, "file"))
        #expect(text(of: scratch("target")) == "safe")
        #expect(throws: (any Error).self) {
            try writer.take(
                entry(.symlink, "d", target: scratch("victim")) + entry(.directory, "d") + entry(.file, "x"))
        }
        #expect(GuestHelperTestSupport.names(of: scratch("victim")) == [])
    }

    @Test("set-id bits are not taken over")
    func setID() throws {
        let writer = HostTreeWriter(to: scratch("file"), sourceName: "s")
        try writer.take(entry(.file, mode: 0o6755))
        try writer.finish()
        var found = stat()
        #expect(stat(scratch("file"), &found) == 0 && found.st_mode & 0o7777 == 0o755)
    }

    @Test("two trees, a tree that is left too often, and half a tree are refused")
    func shape() throws {
        let twice = HostTreeWriter(to: scratch("a"), sourceName: "s")
        #expect(throws: WireError.self) { try twice.take(entry(.file) + entry(.file)) }
        let left = HostTreeWriter(to: scratch("b"), sourceName: "s")
        #expect(throws: WireError.self) { try left.take(entry(.directory) + TreeEntry.up + TreeEntry.up) }
        let half = HostTreeWriter(to: scratch("c"), sourceName: "s")
        try half.take(entry(.directory))
        #expect(throws: WireError.self) { try half.finish() }
    }

    @Test("a link at the root is refused: the next copy would follow it")
    func linkAtRoot() {
        mkdir(scratch("victim"), 0o755)
        let writer = HostTreeWriter(to: scratch("new/tree"), sourceName: "s")
        #expect { try writer.take(entry(.symlink, target: scratch("victim"))) } throws: {
            ($0 as? WireError)?.code == .badTree
        }
        writer.abandon()
        #expect(GuestHelperTestSupport.names(of: scratch.path) == ["victim"])
    }

    @Test("a new root appears when it is whole, and a failed copy removes it and the directories above it")
    func freshRoot() throws {
        let tree = entry(.directory) + entry(.directory, "d", mode: 0o500) + entry(.file, "x") + TreeEntry.up
        let writer = HostTreeWriter(to: scratch("new/deep/tree"), sourceName: "s")
        try writer.take(tree + entry(.symlink, "l", target: scratch("new")))
        #expect(access(scratch("new/deep/tree"), F_OK) != 0)
        writer.abandon()
        #expect(GuestHelperTestSupport.names(of: scratch.path) == [])
        for whole in [tree + TreeEntry.up, entry(.file)] {
            let again = HostTreeWriter(to: scratch("new/deep/tree"), sourceName: "s")
            try again.take(whole)
            #expect(access(scratch("new/deep/tree"), F_OK) != 0)
            try again.finish()
            #expect(GuestHelperTestSupport.names(of: scratch("new/deep")) == ["tree"])
            removeTree(scratch("new"), in: AT_FDCWD)
        }
    }

    @Test("within a tree that was there, a failed copy leaves the files that are whole, as cp does")
    func existingRoot() throws {
        mkdir(scratch("tree"), 0o755)
        scratch.write("tree/old", "old")
        let part = TreeEntry(kind: .file, mode: 0o644, size: 9, name: Array("part".utf8)).encoded
        let writer = HostTreeWriter(to: scratch.path, sourceName: "tree")
        try writer.take(entry(.directory) + entry(.file, "whole") + part + TreeEntry.contentHead(4) + [65])
        writer.abandon()
        #expect(GuestHelperTestSupport.names(of: scratch("tree")) == ["old", "whole"])
    }

    @Test("what is not whole has no name in the user's directory, where the file system can do that")
    func nameless() throws {
        let probe = open(scratch.path, O_WRONLY | O_DIRECTORY | 0o20_000_000, 0o600)
        if probe < 0 { return }
        close(probe)
        let part = TreeEntry(kind: .file, mode: 0o644, size: 9).encoded + TreeEntry.contentHead(4) + [65]
        let writer = HostTreeWriter(to: scratch("file"), sourceName: "s")
        try writer.take(part)
        #expect(GuestHelperTestSupport.names(of: scratch.path) == [])
        try writer.take([66, 67, 68] + TreeEntry.contentHead(0))
        try writer.finish()
        #expect(text(of: scratch("file")) == "ABCD")
    }

    @Test("a file replaces another, with a temporary name and without", arguments: [false, true])
    func publish(_ named: Bool) throws {
        scratch.write("file", "old")
        let directory = open(scratch.path, O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        for text in ["new", "newer"] {
            let file = try UnfinishedFile(
                in: directory, for: TreeEntry(kind: .file, mode: 0), path: "", named: named)
            try file.write(Array(text.utf8))
            try file.publish(as: Array("file".utf8))
            #expect(GuestHelperTestSupport.text(of: scratch("file")) == text)
        }
        try UnfinishedFile(in: directory, for: TreeEntry(kind: .file, mode: 0), path: "", named: named).abandon()
        #expect(GuestHelperTestSupport.names(of: scratch.path) == ["file"])
    }

    @Test("an error names the file itself, with single slashes", arguments: ["", "/"])
    func paths(_ slash: String) throws {
        mkdir(scratch("blob"), 0o755)
        let writer = HostTreeWriter(to: scratch.path + slash, sourceName: "blob")
        try writer.take(entry(.file))
        #expect { try writer.finish() } throws: { ($0 as? SystemError)?.subject == scratch("blob") }
        writer.abandon()
        #expect(GuestHelperTestSupport.names(of: scratch.path) == ["blob"])
    }
}
