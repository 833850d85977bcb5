import Host
import MayflyTestSupport
import Testing

@testable import Images

@Suite struct NameTests {
    private static let bad = [
        "", "../web", "a/b", "Web", "web.new-1/x", "-a", "a.", String(repeating: "a", count: 129),
    ]

    @Test(arguments: bad) func `what cannot be a name is refused before anything is made`(name: String) async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let error = await #expect(throws: ImageError.self) { try await place.image(.blank(), .init(name: name)) }
            #expect(error?.code == .name)
            #expect(place.store.digests.isEmpty)
            let digest = String(repeating: "a", count: 64)
            #expect(throws: ImageError.self) { try place.store.setName(name, digest) }
            #expect(FileSystem.names(in: place.store.directory + "/names").isEmpty)
        }
    }
}
