import Fixtures
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct CheckTests {
    /// Puts something in a disk's place that even root cannot read.
    private func makeUnreadable(_ path: String) {
        unlink(path)
        symlink(path, path)
    }

    @Test func `a disk that cannot be read is told of, and not taken for a damaged one`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank(), .init(name: "web"))
            makeUnreadable(image.path)
            let health = await place.store.check(repair: true) { _ in }
            #expect(health.faults.count == 1 && health.faults.first?.contains("cannot be read: ") == true)
            #expect(!health.isRepaired && FileSystem.status(image.path) != nil)
            #expect(place.store.names == [image.digest: ["web"]])
            // Nor by who asks for it.
            let key = try #require(FileSystem.names(in: place.store.directory + "/requests").first)
            #expect(place.store.finished(key, nil) == nil)
            #expect(FileSystem.status(image.path) != nil)
        }
    }

    @Test func `a damaged disk is removed with what stands on it, but not while a machine uses that`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank("64Mi", .hostname("a")))
            let base = try #require(try place.store.chain(of: image.path).last)
            chmod(base, 0o644)
            try writeFile(base, FileSystem.read(base) + [0])
            let used = await place.store.check(repair: true, inUse: [image.digest]) { _ in }
            #expect(!used.isRepaired && FileSystem.exists(base) && FileSystem.exists(image.path))
            #expect(used.faults.contains { $0.contains("is used by a machine") })
            let free = await place.store.check(repair: true) { _ in }
            #expect(free.isRepaired && place.store.digests.isEmpty)
        }
    }
}
