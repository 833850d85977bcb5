import Fixtures
import FoundationEssentials
import Host
import KubeVirt
import MayflyTestSupport
import Testing

@testable import Images

@Suite(.requires(.program("qemu-img")))
struct ImageBuilderTests {
    @Test func `all steps are done in one launch, each has a layer, and nothing is done twice`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let recipe = try ImageRecipe.blank("64Mi", .hostname("one"), .timezone("Europe/Berlin"))
            let image = try await place.image(recipe)
            #expect(image.isNew && image.virtualSize == 64 << 20)
            #expect(place.layers.launches.value.map(\.count) == [2])
            let chain = try place.store.chain(of: image.path)
            #expect(chain.count == 3 && chain[0] == image.path)
            #expect(chain.allSatisfy(FileSystem.exists))
            let again = try await place.image(recipe)
            #expect(!again.isNew && again.path == image.path && place.layers.launches.value.count == 1)
        }
    }

    @Test func `a change in a step does that and the later ones again, and a common beginning is shared`() async throws
    {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let one = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b"), .hostname("c")))
            let two = try await place.image(.blank("64Mi", .hostname("a"), .hostname("x"), .hostname("c")))
            #expect(place.layers.launches.value.map(\.count) == [3, 2])
            let shared = try place.store.chain(of: two.path).suffix(2)
            #expect(try place.store.chain(of: one.path).suffix(2) == shared)
            let shorter = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")))
            let chain = try place.store.chain(of: one.path)
            #expect(!shorter.isNew && shorter.path == chain[1])
            _ = try await place.image(.blank("64Mi", .hostname("a")), .init(noCache: true))
            #expect(place.layers.launches.value.map(\.count) == [3, 2, 1])
        }
    }

    @Test func `what was done before a step that fails is kept`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let error = await #expect(throws: ImageError.self) {
                try await place.image(.blank("64Mi", .hostname("a"), .hostname("fail"), .hostname("c")))
            }
            #expect(error?.code == .step)
            _ = try await place.image(.blank("64Mi", .hostname("a"), .hostname("b")))
            #expect(place.layers.launches.value.map(\.count) == [3, 1])
            #expect(FileSystem.names(in: place.store.directory + "/builds").isEmpty)
        }
    }

    @Test func `layers deeper than the bound become one disk`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let steps = (0..<DiskStore.mostLayers + 2).map { CustomizeStep.hostname("h\($0)") }
            let recipe = ImageRecipe(source: .blank(BlankSource()), size: try Quantity("64Mi"), customize: steps)
            let image = try await place.image(recipe)
            #expect(try place.store.chain(of: image.path).count < DiskStore.mostLayers)
            let again = try await place.image(recipe)
            #expect(!again.isNew)
            // A disk that holds many layers says of all what was done, and so each is told once.
            let layers = try await place.store.details(of: image, users: [:]).layers
            let history = layers.flatMap { $0.record?.history ?? [] }
            #expect(layers.contains { $0.record?.earlier != nil } && history.allSatisfy { $0.earlier == nil })
            #expect(history.map(\.summary).first?.hasPrefix("blank") == true)
            #expect(history.dropFirst().map(\.summary) == steps.indices.map { "hostname h\($0)" })
        }
    }

    @Test func `content of the host's files counts, and where they lie does not`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            func recipe(_ path: String) throws -> ImageRecipe { try .blank("64Mi", .copyIn(path, to: "/opt")) }
            try writeFile(directory + "/a/tool/bin", "one")
            try writeFile(directory + "/b/tool/bin", "one")
            let image = try await place.image(recipe(directory + "/a/tool"))
            let other = try await place.image(recipe(directory + "/b/tool"))
            #expect(other.path == image.path)
            try writeFile(directory + "/b/tool/bin", "two")
            let changed = try await place.image(recipe(directory + "/b/tool"))
            #expect(changed.path != image.path)
            let error = await #expect(throws: ImageError.self) {
                try await place.image(recipe(directory + "/c/tool"))
            }
            #expect(error?.code == .file && error?.message.contains("/c/tool cannot be read") == true)
        }
    }

    @Test func `a secret's value counts, and is nowhere in the store`() async throws {
        try await withScratch { directory in
            func image(_ secret: String) async throws -> (BuilderPlace, DiskImage) {
                let place = try BuilderPlace(directory, environment: ["TOKEN": secret])
                return (place, try await place.image(.blank("64Mi", .rootPassword(.secret(.environment("TOKEN"))))))
            }
            let (place, one) = try await image("swordfish-1")
            let (_, two) = try await image("swordfish-2")
            #expect(one.path != two.path || two.isNew)
            let again = try await image("swordfish-1").1
            #expect(!again.isNew)
            for path in try FileManager.default.subpathsOfDirectory(atPath: place.store.directory) {
                #expect(!path.contains("swordfish"))
                guard let bytes = try? FileSystem.read("\(place.store.directory)/\(path)") else { continue }
                #expect(!String(decoding: bytes, as: UTF8.self).contains("swordfish"), "\(path)")
            }
            let missing = await #expect(throws: ImageError.self) {
                try await BuilderPlace(directory).image(.blank("64Mi", .rootPassword(.secret(.environment("TOKEN")))))
            }
            #expect(missing?.code == .secret)
        }
    }

    @Test func `another fixture's image goes on from its layers, and grows first`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let beneath = try ImageRecipe.blank("64Mi", .hostname("a"))
            let below = try await place.image(beneath)
            let source = FixtureSource(.name("other"), recipe: beneath)
            let image = try await place.image(
                ImageRecipe(
                    source: .fixture(source), size: try Quantity("96Mi"), customize: [.hostname("b")]))
            #expect(place.layers.launches.value.map { $0.map { $0.hasPrefix("grow") } } == [[false], [true, false]])
            #expect(try place.store.chain(of: image.path)[2] == below.path)
            #expect(image.virtualSize == 96 << 20)
        }
    }

    @Test func `two processes that want one image make it once`() async throws {
        try await withScratch { directory in
            let place = try BuilderPlace(directory)
            let recipe = try ImageRecipe.blank("64Mi", .hostname("a"), .hostname("b"))
            async let one = place.image(recipe)
            async let two = place.image(recipe)
            let images = try await [one, two]
            #expect(images[0].path == images[1].path && images.count { $0.isNew } == 1)
            #expect(place.layers.launches.value.count == 1)
        }
    }
}
