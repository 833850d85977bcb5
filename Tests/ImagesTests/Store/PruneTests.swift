import CLinux
import Fixtures
import FoundationEssentials
import Glibc
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct PruneTests {
    /// Lets a disk look as if it was asked for so long ago.
    private func age(_ path: String, _ seconds: Int) {
        let times = [
            timespec(tv_sec: time(nil) - seconds, tv_nsec: 0), timespec(tv_sec: time(nil) - seconds, tv_nsec: 0),
        ]
        utimensat(AT_FDCWD, path, times, 0)
    }

    private func ageAll(_ store: DiskStore, _ seconds: Int) {
        for digest in store.digests { age(store.path(ofDisk: digest), seconds) }
    }

    @Test func `what a machine uses stays, with all that is beneath it`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let used = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")))
            let other = try await place.image(.blank("64Mi", .hostname("a"), .hostname("c")))
            ageAll(place.store, 7200)
            let pruned = await place.store.prune(olderThan: .seconds(3600), keeping: nil, inUse: [used.digest])
            #expect(pruned.digests == [other.digest] && pruned.bytes > 0)
            #expect(try place.store.chain(of: used.path).allSatisfy(FileSystem.exists))
            let kept = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")))
            let made = try await place.image(.blank("64Mi", .hostname("a"), .hostname("c")))
            #expect(!kept.isNew && made.isNew)
        }
    }

    @Test func `what was asked for just now stays, and by size the oldest goes first`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let old = try await place.image(.blank("64Mi"), .init(name: "old"))
            let new = try await place.image(.blank("65Mi"), .init(name: "new"))
            let none = await place.store.prune(olderThan: .zero, keeping: 0, inUse: [])
            #expect(none.digests.isEmpty)
            age(old.path, 8000)
            age(new.path, 7200)
            let room = place.store.used([new.digest])
            let oldest = await place.store.prune(olderThan: nil, keeping: room, inUse: [])
            #expect(oldest.digests == [old.digest])
            #expect(place.store.names == [new.digest: ["new"]])
            age(new.path, 7200)
            let last = await place.store.prune(olderThan: nil, keeping: 0, inUse: [])
            #expect(last.digests == [new.digest])
            #expect(FileSystem.names(in: place.store.directory + "/requests").isEmpty)
            #expect(FileSystem.names(in: place.store.directory + "/records").isEmpty)
        }
    }

    @Test func `what a build stands on stays`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let base = try await place.image(.blank("64Mi"))
            age(base.path, 7200)
            let build = place.store.build(String(repeating: "d", count: 64))
            let lock = try #require(
                try FileLock.trying(place.store.directory + "/locks/" + String(repeating: "d", count: 64)))
            try FileSystem.makeDirectory(build)
            try FileManager.default.createSymbolicLink(atPath: build + "/base", withDestinationPath: base.path)
            let none = await place.store.prune(olderThan: .seconds(1), keeping: nil, inUse: [])
            #expect(none.digests.isEmpty)
            lock.release()
            let all = await place.store.prune(olderThan: .seconds(1), keeping: nil, inUse: [])
            #expect(all.digests == [base.digest])
        }
    }

    @Test func `what is asked for, or comes, after the disks were listed stays, with all that is beneath it`()
        async throws
    {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let asked = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")))
            let other = try await place.image(.blank("64Mi", .hostname("c")))
            ageAll(place.store, 7200)
            let listed = place.store.digests
            // A machine starts with the one, and another process builds a third.
            DiskStore.noteUse(of: asked.path)
            let came = try await place.image(.blank("65Mi"))
            age(came.path, 7200)
            let pruned = place.store.remove(listed, besides: [])
            #expect(pruned.digests == [other.digest])
            #expect(try place.store.chain(of: asked.path).allSatisfy(FileSystem.exists))
            #expect(FileSystem.exists(came.path))
        }
    }

    @Test func `what was brought here under a name outlives a month, and what was made here does not`() async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory)
            let place = try BuilderPlace(directory)
            let source = ImageSource.upload(UploadSource(path: directory + "/disk.raw"))
            let brought = try await place.image(ImageRecipe(source: source), .init(name: "brought"))
            let made = try await place.image(.blank("64Mi"), .init(name: "made"))
            ageAll(place.store, 40 * 24 * 3600)
            place.store.evict(inUse: [])
            #expect(FileSystem.exists(brought.path) && !FileSystem.exists(made.path))
            #expect(place.store.names == [brought.digest: ["brought"]])
        }
    }

    @Test func `names keep images where that is wanted, and a trial removes nothing`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let old = try await place.image(.blank("64Mi", .hostname("a")), .init(name: "web"))
            let new = try await place.image(.blank("64Mi", .hostname("b")), .init(name: "web"))
            ageAll(place.store, 7200)
            for isTrial in [true, false] {
                let pruned = await place.store.prune(
                    olderThan: nil, keeping: nil, keepingNames: true, isTrial: isTrial, inUse: [])
                #expect(pruned.digests == [old.digest] && pruned.bytes > 0)
                #expect(FileSystem.exists(old.path) == isTrial)
            }
            #expect(try place.store.chain(of: new.path).allSatisfy(FileSystem.exists))
            let all = await place.store.prune(olderThan: nil, keeping: nil, inUse: [])
            #expect(all.digests.count == 2 && place.store.names.isEmpty)
        }
    }
}
