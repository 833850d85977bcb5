import Customizing
import Fixtures
import FoundationEssentials
import Glibc
import GuestHelper
import Guestfs
import Host
import Images

// Another process for tests of images: it makes the image of a recipe and says how far it is. At the moment that a test
// names it stops, so that the test may kill it just there.
//
// image-test-builder STORE RECIPE.json [MOMENT [RUNTIME CACHE]]
// MOMENT is a stage, or a stage and the beginning of its detail ("step 2 of 3"), perhaps with how far it is at least
// ("appliance@0.2"); the directories are for the appliance's sockets and for the appliance itself.

func say(_ words: String) { _ = Array((words + "\n").utf8).withUnsafeBytes { write(1, $0.baseAddress, $0.count) } }

struct TestBuilder: Sendable {
    let words: [String]

    func run() async -> Int32 {
        do {
            let moment = words.count > 2 && !words[2].isEmpty ? words[2].split(separator: "@") : []
            let least = moment.count > 1 ? Double(moment[1]) ?? 0 : 0
            let recipe = try JSONDecoder().decode(ImageRecipe.self, from: Data(FileSystem.read(words[1])))
            let image = try await builder().image(for: recipe, architecture: DiskStore.hostArchitecture) { progress in
                let now = progress.stage.rawValue + (progress.detail.map { " " + $0 } ?? "")
                guard let stage = moment.first, now.hasPrefix(stage), progress.fraction >= least else { return }
                say("stopped at \(now)")
                raise(SIGSTOP)
            }
            say("made \(image.digest) \(image.isNew ? "new" : "known")")
            return 0
        } catch {
            say("\(error)")
            return 1
        }
    }

    private func builder() throws -> ImageBuilder {
        let helper = HelperBinary(buildID: GuestHelper.buildID) { GuestHelper.bytes }
        let store = DiskStore(
            directory: words[0], builder: BootstrapDiskBuilder(forceEmulation: true, cacheDirectory: words[0]))
        let secrets = SecretReader(salt: try store.salt())
        return ImageBuilder(
            store: store,
            sources: SourceFetcher(store: store, helper: helper, secrets: secrets, environment: [:]),
            layers: layers(secrets, helper), secrets: secrets, helper: helper)
    }

    private func layers(_ secrets: SecretReader, _ helper: HelperBinary) -> ApplianceLayerBuilder {
        let (runtime, cache) = words.count > 4 ? (words[3], words[4]) : (words[0], words[0])
        return ApplianceLayerBuilder(
            settings: ApplianceSettings(forceEmulation: true, temporaryDirectory: cache, cacheDirectory: cache),
            runtime: runtime,
            inputs: {
                CustomizeInputs(secret: secrets.value, helper: helper.bytes, temporaryDirectory: cache, stretch: 10)
            })
    }
}

let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 2 else {
    say("usage: image-test-builder STORE RECIPE.json [MOMENT [RUNTIME CACHE]]")
    exit(2)
}
exit(await TestBuilder(words: words).run())
