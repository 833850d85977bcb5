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
            builder: BootstrapDiskBuilder(forceEmulation: accelerator == .tcg, cacheDirectory: directories.cache))
    }

    /// What makes images of recipes.
    package nonisolated func imageBuilder(_ accelerator: Accelerator) throws(ImageError) -> ImageBuilder {
        let store = imageStore(accelerator)
        let secrets = SecretReader(salt: try store.salt())
        let settings = ApplianceSettings(
            forceEmulation: accelerator == .tcg, temporaryDirectory: directories.cache,
            cacheDirectory: directories.cache)
        return ImageBuilder(
            store: store,
            sources: SourceFetcher(
                store: store, helper: .current, secrets: secrets, environment: ProcessEnvironment.current),
            layers: ApplianceLayerBuilder(
                settings: settings, runtime: directories.runtime,
                inputs: { [cache = directories.cache] in
                    CustomizeInputs(
                        secret: secrets.value, helper: HelperBinary.current.bytes, proxies: await AptProxy.variables(),
                        temporaryDirectory: cache, stretch: Double(accelerator.deadlineScale))
                }),
            secrets: secrets, helper: .current)
    }

    /// Digests of the images that machines have overlays on.
    package nonisolated var imagesInUse: Set<String> {
        let store = imageStore(.tcg)
        return Set(MachineDisks.basesInUse(in: directories).compactMap(store.digest(ofPath:)))
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
