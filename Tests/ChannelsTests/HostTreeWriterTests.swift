import Glibc
import GuestHelperTestSupport
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
        #expect(GuestHelperTestSupport.names(of: scratch.path) == ["tree"])
        #expect(GuestHelperTestSupport.names(of: scratch("tree")) == [])
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
}
