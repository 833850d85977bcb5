import Fixtures
import FoundationEssentials
import KubeVirt
import Mayfly
import MayflyTestSupport
import Testing

/// Images through what users import. No machine is booted, but which accelerator the appliance would have is probed.
@Suite(.serialized, .requires(.tinyGuest, .program("qemu-img")))
struct ImageStoreMachineTests {
    private let store = ImageStore()
    private let scratch = Scratch("images")
    /// A name that nobody else has; taken away again.
    private let name = "test-" + UUID().uuidString.lowercased().prefix(8)

    @Test func `an image is built, found, exported, imported and removed`() async throws {
        let recipe = ImageRecipe(source: .blank(BlankSource()), size: try Quantity("9Mi"))
        let build = store.build(recipe, options: ImageBuildOptions(name: name))
        var stages: [String] = []
        for await progress in build { stages.append(progress.stage) }
        let image = try await build.image
        #expect(image.virtualSize == 9 << 20)
        let found = try await store.image(name)
        #expect(found == image)
        let listed = try await store.images().first { $0.names.contains(name) }
        #expect(listed?.digest == image.digest && listed?.isInUse == false)

        try await store.export(image, to: scratch("disk.raw"), as: .raw)
        let again = try await store.importImage(from: scratch("disk.raw"), name: name + "-2").image
        #expect(again.virtualSize == image.virtualSize)
        let refused = await #expect(throws: MachineError.self) {
            try await store.export(image, to: scratch("disk.raw"), as: .raw)
        }
        #expect(refused?.message.contains("cannot export the image") == true)

        try await store.remove(name + "-2")
        try await store.remove(name)
        let gone = await #expect(throws: MachineError.self) { try await store.image(name) }
        #expect(gone?.code == .invalidInput)
    }

    @Test func `a build that is cancelled says so, and leaves the store as it was`() async throws {
        let server = try StubServer { _, _ in .init(200, [:], Array(repeating: 1, count: 1000), cut: 500, hangs: true) }
        let build = store.build(
            ImageRecipe(source: .http(HTTPSource(url: server.url + "/disk", verification: .none))))
        #expect(try await eventually { server.requests.count == 1 })
        build.cancel()
        let error = await #expect(throws: MachineError.self) { try await build.image }
        #expect(error?.code == .cancelled)
    }
}
