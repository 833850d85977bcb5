import CLinux
import Fixtures
import FoundationEssentials
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

/// Builds "disks" at once, or stops where a test wants it to.
private struct FakeBuilder: DiskBuilder {
    let builds = Shared(0)
    var text = "a disk"
    /// Called in the middle of a build, with its directory.
    var midway: @Sendable (String) async throws(ImageError) -> Void = { _ throws(ImageError) in }

    func build(
        _ request: DiskRequest, in directory: String, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) {
        builds.change { $0 += 1 }
        progress(BuildProgress(stage: .bootstrap, fraction: 0.5))
        do {
            try writeFile(directory + "/root.tar", "half")
            try writeFile(directory + "/tmp/deep/file", "half")
        } catch { throw ImageError(.disk, "no", cause: error) }
        try await midway(directory)
        do { try writeFile(directory + "/disk.qcow2", Self.disk(text)) } catch {
            throw ImageError(.disk, "no", cause: error)
        }
    }

    /// The head of a qcow2 of 1 GiB, and a text.
    static func disk(_ text: String) -> [UInt8] {
        [0x51, 0x46, 0x49, 0xFB] + [UInt8](repeating: 0, count: 20) + [0, 0, 0, 0, 0x40, 0, 0, 0] + Array(text.utf8)
    }
}

private func request(_ suite: String = "bookworm") -> DiskRequest {
    DiskRequest(
        plan: BootstrapPlan(
            BootstrapSource(distribution: .debian, suite: suite), architecture: "amd64", host: []), helper: helper)
}

/// What lies in a store, by path.
private func files(_ root: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root).filter {
        !$0.hasPrefix("locks/") && $0 != "downloads" && $0 != "inputs"
    }.sorted()
}

private func withStore(_ builder: FakeBuilder, _ body: (DiskStore) async throws -> Void) async throws {
    try await withScratch { root in try await body(DiskStore(directory: root + "/disks", builder: builder)) }
}

@Suite struct DiskStoreTests {
    @Test func `a disk is built once, named by its content, and cannot be written`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let image = try await store.image(for: request()) { _ in }
            #expect(image.isNew && image.virtualSize == 1 << 30 && image.path.hasSuffix("/\(image.digest).qcow2"))
            let again = try await store.image(for: request()) { _ in Issue.record("nothing is to be done") }
            #expect(!again.isNew && again.path == image.path && builder.builds.value == 1)
            let attributes = try FileManager.default.attributesOfItem(atPath: image.path)
            #expect((attributes[.posixPermissions] as? Int) == 0o444)
            #expect(
                try files(store.directory)
                    == [
                        "\(image.digest).qcow2", "builds", "locks", "records", "records/\(image.digest)", "requests",
                        "requests/\(request().key)",
                    ].sorted())
        }
    }

    @Test func `a build that fails leaves nothing, and the next one works`() async throws {
        let fails = Shared(true)
        var builder = FakeBuilder()
        builder.midway = { (_) async throws(ImageError) in
            if fails.value { throw ImageError(.mirror, "no answer") }
        }
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let error = await #expect(throws: ImageError.self) { try await store.image(for: request()) { _ in } }
            #expect(error?.code == .mirror)
            #expect(try files(store.directory) == ["builds", "locks", "requests"])
            fails.change { $0 = false }
            #expect(try await store.image(for: request()) { _ in }.isNew)
        }
    }

    @Test func `a build that is cancelled leaves nothing`() async throws {
        let entered = Latch<Void>()
        var builder = FakeBuilder()
        builder.midway = { _ throws(ImageError) in
            entered.open()
            do { try await Task.sleep(for: .seconds(600)) } catch {
                throw ImageError(.cancelled, "cancelled", cause: error)
            }
        }
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let task = Task { try await store.image(for: request()) { _ in } }
            try await entered.wait()
            task.cancel()
            let error = await #expect(throws: ImageError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(try files(store.directory) == ["builds", "locks", "requests"])
        }
    }

    @Test func `what a killed build left is never used, and swept by the next one`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let other = request("trixie").key
            for key in [request().key, other] {
                try writeFile("\(store.directory)/builds/\(key)/disk.qcow2", FakeBuilder.disk("half"))
                try writeFile("\(store.directory)/builds/\(key)/tmp/x/y", "half")
            }
            try writeFile("\(store.directory)/requests/\(request().key).new-abc", "half")
            try writeFile("\(store.directory)/locks/\(other)")
            let image = try await store.image(for: request()) { _ in }
            #expect(image.isNew && builder.builds.value == 1)
            #expect(
                try files(store.directory)
                    == [
                        "\(image.digest).qcow2", "builds", "locks", "records", "records/\(image.digest)", "requests",
                        "requests/\(request().key)",
                    ].sorted())
        }
    }

    @Test func `the build of another process is waited for, said so, and the wait can be cancelled`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let path = "\(store.directory)/locks/\(request().key)"
            try writeFile(path)
            let lock = try #require(try FileLock.trying(path))
            let waiting = Latch<Void>()
            let task = Task {
                try await store.image(for: request()) { progress in
                    if progress.stage == .waiting { waiting.open() }
                }
            }
            try await waiting.wait()
            task.cancel()
            let error = await #expect(throws: ImageError.self) { try await task.value }
            #expect(error?.code == .cancelled && builder.builds.value == 0)
            lock.release()
            #expect(try await store.image(for: request()) { _ in }.isNew)
        }
    }

    @Test func `many who ask at once get one disk, built by one of them`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let images = try await withThrowingTaskGroup(of: DiskImage.self) { group in
                for _ in 0..<8 { group.addTask { try await store.image(for: request()) { _ in } } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(images.count { $0.isNew } == 1 && Set(images.map(\.digest)).count == 1)
            #expect(builder.builds.value == 1)
        }
    }

    @Test func `a disk that was damaged is built again, one that was only touched is not`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let image = try await store.image(for: request()) { _ in }
            let whole = FakeBuilder.disk("a disk")
            chmod(image.path, 0o644)
            try writeFile(image.path, whole)
            #expect(try await store.image(for: request()) { _ in }.isNew == false)
            for damage in [Array(whole.dropLast()), [], FakeBuilder.disk("a risk")] {
                unlink(image.path)
                try writeFile(image.path, damage)
                let again = try await store.image(for: request()) { _ in }
                #expect(again.isNew && again.digest == image.digest)
                #expect(Array(try Data(contentsOf: URL(filePath: image.path))) == whole)
            }
        }
    }

    @Test func `a disk is rebuilt when it is older than wanted, or was removed`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let image = try await store.image(for: request()) { _ in }
            #expect(try await store.image(for: request(), oldest: .seconds(3600)) { _ in }.isNew == false)
            #expect(try await store.image(for: request(), oldest: .seconds(-1)) { _ in }.isNew)
            #expect(await store.remove(image.digest))
            #expect(await store.remove(image.digest) == false)
            #expect(await store.remove("../x") == false)
            #expect(try await store.image(for: request()) { _ in }.isNew)
            #expect(builder.builds.value == 3)
        }
    }

    @Test func `a disk that nobody asked for in a month goes, unless a machine uses it`() async throws {
        let builder = FakeBuilder()
        try await withStore(builder) { (store: DiskStore) async throws -> Void in
            let old = time(nil) - 40 * 24 * 60 * 60
            var digests: [String] = []
            for text in ["one", "two"] {
                var other = builder
                other.text = text
                let inner = DiskStore(directory: store.directory, builder: other)
                digests.append(try await inner.image(for: request(text)) { _ in }.digest)
            }
            for digest in digests {
                let times = [timeval(tv_sec: old, tv_usec: 0), timeval(tv_sec: old, tv_usec: 0)]
                utimes("\(store.directory)/\(digest).qcow2", times)
            }
            _ = try await store.image(for: request(), inUse: [digests[0]]) { _ in }
            #expect(FileSystem.exists("\(store.directory)/\(digests[0]).qcow2"))
            #expect(!FileSystem.exists("\(store.directory)/\(digests[1]).qcow2"))
            #expect(!FileSystem.exists("\(store.directory)/requests/\(request("two").key)"))
        }
    }

    @Test func `too little space is said before anything is built`() async throws {
        try await withScratch { root in
            let builder = FakeBuilder()
            let store = DiskStore(directory: root + "/disks", builder: builder, free: { _ in 100 << 20 })
            let error = await #expect(throws: ImageError.self) { try await store.image(for: request()) { _ in } }
            #expect(error?.code == .noSpace && builder.builds.value == 0)
            #expect(error?.message.contains("\(root)/disks has 100 MiB free") == true)
        }
    }

    @Test func `a store that others may write is refused`() async throws {
        try await withStore(FakeBuilder()) { (store: DiskStore) async throws -> Void in
            _ = try await store.image(for: request()) { _ in }
            chmod(store.directory, 0o777)
            let error = await #expect(throws: ImageError.self) {
                try await store.image(for: request("trixie")) { _ in }
            }
            #expect(error?.code == .store)
        }
    }
}
