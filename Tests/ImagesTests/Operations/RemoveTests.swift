import Fixtures
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct RemoveTests {
    @Test func `with its last name goes an image, and what is beneath it and carries nothing else`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let one = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")), .init(name: "one"))
            let two = try await place.image(.blank("64Mi", .hostname("a"), .hostname("c")), .init(name: "two"))
            let shared = try place.store.chain(of: one.path).dropFirst()
            let removed = try await place.store.remove(image: "one", users: [:])
            #expect(removed.names == ["one"] && removed.digests == [one.digest] && removed.bytes > 0)
            #expect(shared.allSatisfy(FileSystem.exists))
            let rest = try await place.store.remove(image: "two", users: [:])
            #expect(rest.digests.count == 3 && rest.digests.first == two.digest)
            #expect(place.store.digests.isEmpty && place.store.names.isEmpty)
            #expect(FileSystem.names(in: place.store.directory + "/records").isEmpty)
            let error = await #expect(throws: ImageError.self) {
                try await place.store.remove(image: "two", users: [:])
            }
            #expect(error?.code == .source)
        }
    }

    @Test func `one name of several goes alone, and by the digest all go`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank(), .init(name: "one"))
            try place.store.setName("two", image.digest)
            let removed = try await place.store.remove(image: "one", users: [:])
            #expect(removed.names == ["one"] && removed.digests.isEmpty && FileSystem.exists(image.path))
            try place.store.setName("three", image.digest)
            let all = try await place.store.remove(image: String(image.digest.prefix(8)), users: [:])
            #expect(all.names == ["three", "two"] && all.digests == [image.digest])
        }
    }

    @Test func `while a machine's disks are made nothing goes, and what it uses then stays`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank(), .init(name: "web"))
            let users = Shared<[String: [String]]>([:])
            let making = try await place.store.lockForUse()
            let another = try await place.store.lockForUse()
            let removing = Task { try await place.store.remove(image: "web", users: users.value) }
            another.release()
            // The machine that had found it free notes its use, and only then lets others look.
            users.change { $0 = [image.digest: ["db"]] }
            making.release()
            let error = await #expect(throws: ImageError.self) { try await removing.value }
            #expect(error?.code == .inUse && FileSystem.exists(image.path))
            users.change { $0 = [:] }
            #expect(try await place.store.remove(image: "web", users: users.value).digests == [image.digest])
        }
    }

    @Test func `what a machine uses, or another image stands on, stays`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let base = try await place.image(.blank(), .init(name: "base"))
            let top = try await place.image(.blank("64Mi", .hostname("a")), .init(name: "top"))
            let used = await #expect(throws: ImageError.self) {
                try await place.store.remove(image: "top", users: [top.digest: ["web", "db"]])
            }
            #expect(used?.code == .inUse && used?.message.contains("web, db") == true)
            let beneath = await #expect(throws: ImageError.self) {
                try await place.store.remove(image: base.digest, users: [:])
            }
            #expect(beneath?.code == .inUse && beneath?.message.contains("(top)") == true)
            let name = try await place.store.remove(image: "base", users: [:])
            #expect(name.names == ["base"] && name.digests.isEmpty)
            // Beneath the one that goes, what a machine uses stays.
            let rest = try await place.store.remove(image: "top", users: [base.digest: ["web"]])
            #expect(rest.digests == [top.digest] && FileSystem.exists(base.path))
        }
    }
}
