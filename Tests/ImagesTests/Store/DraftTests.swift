import Host
import MayflyTestSupport
import Testing

@testable import Images

/// Files that were being written when their writer died.
@Suite struct DraftTests {
    private let scratch = Scratch("drafts")
    private var store: DiskStore { DiskStore(directory: scratch("disks"), builder: NoBuilder()) }

    @Test(arguments: ["names/web", "records/\(digest)", "inspections/\(digest)", "inputs/\(digest)"])
    func `they are swept, and those of living writers stay`(name: String) async throws {
        let dead = try scratch.write("disks/\(name)\(FileSystem.unfinished)dead", "half")
        let living = try scratch.write("disks/\(name)\(FileSystem.unfinished)living", "half")
        let whole = try scratch.write("disks/" + name, "whole")
        let lock = try #require(try FileLock.trying(existing: living))
        await store.sweep()
        #expect(!FileSystem.exists(dead) && FileSystem.exists(living) && FileSystem.exists(whole))
        lock.release()
        await store.sweep()
        #expect(!FileSystem.exists(living) && FileSystem.exists(whole))
    }

    @Test func `a name that is being written stands for nothing yet`() throws {
        try scratch.write("disks/names/web\(FileSystem.unfinished)abc", Self.digest + "\n")
        #expect(store.names.isEmpty && store.digest(ofName: "web\(FileSystem.unfinished)abc") == nil)
    }

    private static let digest = String(repeating: "a", count: 64)
}
