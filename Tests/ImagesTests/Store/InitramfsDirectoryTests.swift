import Archive
import Glibc
import MayflyTestSupport
import Testing

@testable import Images

/// Directories of the host as initramfs images.
@Suite struct InitramfsDirectoryTests {
    private let scratch = Scratch("initramfs-directory")
    private var store: InitramfsStore { InitramfsStore(directory: scratch("store")) }

    private func listing(_ path: String) throws -> [String: ArchiveEntry] {
        let reader = try ArchiveReader(path: path)
        var entries: [String: ArchiveEntry] = [:]
        while let entry = try reader.next() { entries[entry.path] = entry }
        return entries
    }

    @Test("a directory is archived once, as root's, and again when anything in it is another")
    func cached() async throws {
        try scratch.write("root/init", "one\n", mode: 0o755)
        try scratch.write("root/etc/file", "text\n")
        let first = try await store.image(ofDirectory: scratch("root"))
        #expect(first.isNew)
        let entries = try listing(first.path)
        #expect(entries["init"]?.permissions == 0o755 && entries["init"]?.user == 0 && entries["init"]?.modified == 0)
        #expect(entries["dev/console"]?.kind == .characterDevice(major: 5, minor: 1))
        let second = try await store.image(ofDirectory: scratch("root"))
        #expect(!second.isNew && second.digest == first.digest)
        try scratch.write("root/etc/more", "")
        let third = try await store.image(ofDirectory: scratch("root"))
        #expect(third.isNew && third.digest != first.digest)
        try scratch.write("root/init", "another\n", mode: 0o755)
        #expect(try await store.image(ofDirectory: scratch("root")).digest != third.digest)
    }

    @Test("the same files in another directory are the same image")
    func content() async throws {
        for name in ["a", "b"] {
            try scratch.write("\(name)/init", "one\n", mode: 0o755)
            try #require(chmod(scratch(name), 0o755) == 0)
        }
        let first = try await store.image(ofDirectory: scratch("a"))
        #expect(try await store.image(ofDirectory: scratch("b")).digest == first.digest)
    }
}
