import Customizing
import Fixtures
import Guestfs
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct DetailsTests {
    @Test func `every layer is told with its record, from the lowest up`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")), .init(name: "web"))
            let details = try await place.store.details(of: image, users: [image.digest: ["m"]])
            #expect(details.image.names == ["web"] && details.image.isInUse && details.users == ["m"])
            #expect(details.layers.last?.digest == image.digest)
            #expect(
                details.layers.map { $0.record?.summary.split(separator: ",").first } == [
                    "blank", "hostname a", "hostname b",
                ])
            #expect(details.layers.reduce(0) { $0 + $1.size } == details.image.size)
            #expect(details.contents == nil)
        }
    }

    @Test func `what was found on a disk is kept with it, and goes with it`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let image = try await place.image(.blank(), .init(name: "web"))
            let found = DiskInspection(system: nil, problem: "there is no system", fileSystems: [])
            try place.store.keep(found, of: image.digest)
            #expect(try await place.store.details(of: image, users: [:]).contents == found)
            let inspector = ImageInspector(
                store: place.store,
                settings: .init(forceEmulation: true, temporaryDirectory: "/nowhere", cacheDirectory: "/nowhere"))
            #expect(try await inspector.contents(of: image) { _ in } == found)
            _ = try await place.store.remove(image: "web", users: [:])
            #expect(FileSystem.names(in: place.store.directory + "/inspections").isEmpty)
        }
    }

    @Test(arguments: ["", "Web", "a/b", "-a", "a-", "a b", ".", "a:b", String(repeating: "a", count: 129)])
    func `what a registry's repository cannot be called is no name`(name: String) {
        #expect(throws: ImageError.self) { try ImageName.check(name) }
    }

    @Test(arguments: ["a", "debian-12", "web_1.2", String(repeating: "a", count: 128)])
    func `what a repository can be called is a name`(name: String) throws { try ImageName.check(name) }
}
