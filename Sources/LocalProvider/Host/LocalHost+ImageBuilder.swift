import Customizing
import GuestHelper
import Guestfs
import Host
package import Images
package import Lifecycle
package import Machines

/// How images are made on this host.
extension LocalHost {
    /// The disks that were made or fetched.
    package nonisolated func imageStore(_ accelerator: Accelerator) -> DiskStore {
        DiskStore(
            directory: directories.images + "/disks",
            builder: BootstrapDiskBuilder(
                forceEmulation: accelerator == .tcg, cacheDirectory: directories.cache,
                memory: ApplianceMemory(memory)))
    }

    /// What makes images of recipes.
    package nonisolated func imageBuilder(_ accelerator: Accelerator) throws(ImageError) -> ImageBuilder {
        let store = imageStore(accelerator)
        let secrets = SecretReader(salt: try store.salt())
        return ImageBuilder(
            store: store, sources: try sourceFetcher(store),
            layers: ApplianceLayerBuilder(
                settings: applianceSettings(accelerator), runtime: directories.runtime,
                memory: ApplianceMemory(memory),
                inputs: { [cache = directories.cache] in
                    CustomizeInputs(
                        secret: secrets.value, helper: HelperBinary.current.bytes, proxies: await AptProxy.variables(),
                        temporaryDirectory: cache, stretch: Double(accelerator.deadlineScale))
                }),
            secrets: secrets, helper: .current)
    }

    /// What brings disks into the store.
    nonisolated func sourceFetcher(_ store: DiskStore) throws(ImageError) -> SourceFetcher {
        SourceFetcher(
            store: store, helper: .current, secrets: SecretReader(salt: try store.salt()),
            environment: ProcessEnvironment.current)
    }

    /// How libguestfs's appliance is run on this host.
    nonisolated func applianceSettings(_ accelerator: Accelerator) -> ApplianceSettings {
        ApplianceSettings(
            forceEmulation: accelerator == .tcg, temporaryDirectory: directories.cache,
            cacheDirectory: directories.cache)
    }

    /// Digests of the images that machines have overlays on.
    package nonisolated var imagesInUse: Set<String> { Set(imageUsers.keys) }

    /// The same, with the machines' names.
    package nonisolated var imageUsers: [String: [String]] {
        let store = imageStore(.tcg)
        var users: [String: [String]] = [:]
        for (image, machines) in MachineDisks.users(in: directories) {
            guard let digest = store.digest(ofPath: image) else { continue }
            users[digest, default: []] += machines
        }
        // A template's disks lie on images for as long as it is there.
        for image in TemplateStore(directories).bases() {
            guard let digest = store.digest(ofPath: image), users[digest] == nil else { continue }
            users[digest] = ["a template"]
        }
        return users
    }
}

extension MachineError {
    /// An image that could not be made, or not be found.
    package static func image(_ error: ImageError, _ message: String) -> MachineError {
        MachineError(
            error.code == .cancelled ? .cancelled : error.isOfFixture ? .invalidInput : .hostNotReady, message,
            cause: error)
    }
}

extension ImageError {
    /// Whether the fixture is at fault, and not this host.
    fileprivate var isOfFixture: Bool {
        [.unknownSuite, .unknownPackage, .architecture, .file, .secret, .source, .verification, .format, .step]
            .contains(code)
    }
}
