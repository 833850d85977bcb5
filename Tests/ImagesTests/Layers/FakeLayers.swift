import DiskFormats
import Fixtures
import FoundationEssentials
import HTTP
import Host
import KubeVirt
import MayflyTestSupport

@testable import Images

/// Makes real layers whose contents are the changes' own words, and fails where a step says "fail".
struct FakeLayers: LayerBuilder {
    /// What was asked for, a list a launch.
    let launches = Shared<[[String]]>([])

    func layers(
        of links: [RecipeLink], over base: DiskImage, in directory: String,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async -> MadeDisks {
        launches.change { $0.append(links.map(\.summary)) }
        var made = MadeDisks()
        do {
            var size = base.virtualSize
            for (index, link) in links.enumerated() {
                if case .step(let step) = link.work, case .hostname("fail") = step.action {
                    throw ImageError(.step, "step \(index + 1) failed")
                }
                if case .grow(let larger) = link.work { size = larger }
                let file = try await LayerFile.make(
                    "\(directory)/\(index).qcow2", over: index == 0 ? base.digest : nil, size: size)
                // QEMU does not mind what follows its tables.
                try writeFile(file.path, FileSystem.read(file.path) + Array(link.fingerprint.utf8))
                made.disks.append(.init(path: file.path, link: link, record: ImageRecord(summary: link.summary)))
            }
        } catch {
            made.failure = error as? ImageError ?? ImageError(.disk, "no", cause: error)
        }
        return made
    }
}

/// No disk can be bootstrapped here.
struct NoBuilder: DiskBuilder {
    func build(
        _ request: DiskRequest, in directory: String, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) {
        throw ImageError(.bootstrap, "nothing is bootstrapped in this test")
    }
}

/// A store with a builder over it, both empty.
struct BuilderPlace {
    let directory: String
    let layers = FakeLayers()
    let store: DiskStore
    let builder: ImageBuilder

    /// `reserve`: what conversions leave free, in bytes; `attempts`: how often a server is asked, without a pause.
    init(
        _ directory: String, environment: [String: String] = ["REGISTRY_AUTH_FILE": "/nowhere.json"],
        reserve: Int64 = DiskLimits().reserve, attempts: Int = 1
    ) throws {
        self.directory = directory
        // Whether there is room is not asked before: the disk is full in the middle.
        store = DiskStore(directory: directory + "/disks", builder: NoBuilder(), free: { _ in nil })
        let helper = HelperBinary(buildID: "helper 1") { [] }
        let secrets = SecretReader(environment: environment, salt: try store.salt())
        builder = ImageBuilder(
            store: store,
            sources: SourceFetcher(
                store: store, helper: helper, secrets: secrets, environment: environment,
                limits: DiskLimits(reserve: reserve), retries: RetryPolicy(attempts: attempts, firstPause: .zero)),
            layers: layers, secrets: secrets, helper: helper)
    }

    func image(
        _ recipe: ImageRecipe, _ options: ImageBuilder.Options = ImageBuilder.Options()
    ) async throws -> DiskImage {
        try await builder.image(for: recipe, architecture: "amd64", options: options) { _ in }
    }
}

extension ImageRecipe {
    /// Steps over an empty disk.
    static func blank(_ size: String = "64Mi", _ steps: CustomizeStep...) throws -> ImageRecipe {
        ImageRecipe(source: .blank(BlankSource()), size: try Quantity(size), customize: steps)
    }
}
