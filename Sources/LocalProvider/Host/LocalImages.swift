package import Fixtures
import Guestfs
import Host
package import Images
import KubeVirt
import Lifecycle
package import Machines
import Offload

/// A fixture's image as a volume may name it.
package struct BuiltImage: Sendable, Hashable, Codable {
    /// SHA-256 of its file.
    package let digest: String
    /// What a containerDisk volume calls it.
    package let reference: String
    package let path: String
    /// The size of the disk that a guest sees, in bytes.
    package let virtualSize: Int64
    /// Whether something had to be done for it.
    package let isNew: Bool
}

/// The images of this host, for whoever works with them and not with machines.
package struct LocalImages: Sendable {
    private let provider: LocalProvider
    private var host: LocalHost { provider.host }

    init(_ provider: LocalProvider) { self.provider = provider }

    /// Where they are kept.
    package var store: DiskStore { host.imageStore(.tcg) }

    /// Digests of images, with the names of the machines that have overlays on them.
    package var users: [String: [String]] { host.imageUsers }

    /// Makes a fixture's image, as far as it is not there.
    package func build(
        _ fixture: Fixture, noCache: Bool = false, pull: Bool = false, timeline: Timeline = Timeline()
    ) async throws(MachineError) -> BuiltImage {
        let causes = fixture.admission()
        guard causes.isEmpty else { throw .refused(causes) }
        guard fixture.recipe != nil else {
            throw MachineError(
                .invalidInput,
                "\(fixture.name) has no disk: its image is "
                    + (fixture.image == nil ? "not given" : "an initramfs, which is assembled when a machine is made"))
        }
        let verdict = try await timeline.measure(.probe) { () async throws(MachineError) in
            try await provider.probe(for: fixture)
        }
        let options = ImageBuilder.Options(noCache: noCache, pull: pull, name: fixture.name, inUse: host.imagesInUse)
        let image = try await host.disk(of: fixture, verdict: verdict, timeline: timeline, options: options)
        return BuiltImage(
            digest: image.digest, reference: RootDisk.reference(to: fixture.name, digest: image.digest),
            path: image.path, virtualSize: image.virtualSize, isNew: image.isNew)
    }

    /// Brings a file, an address or a registry's image into the store under a name.
    package func fetch(
        _ source: ImageSource, as name: String?, pull: Bool = false,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        try await host.sourceFetcher(store).fetch(
            source, architecture: Architecture.ofThisHost.rawValue,
            options: ImageBuilder.Options(pull: pull, name: name, inUse: host.imagesInUse), progress: progress)
    }

    /// What is known of an image; with a look into it by the appliance, unless that is not wanted.
    package func details(
        of image: DiskImage, looking: Bool, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws -> ImageDetails {
        var details = try await store.details(of: image, users: users)
        if looking, details.contents == nil {
            let verdict = try await provider.probe(.ofThisHost)
            let inspector = ImageInspector(
                store: store, settings: host.applianceSettings(verdict.accelerator),
                memory: ApplianceMemory(host.memory))
            details.contents = try await inspector.contents(of: image, progress: progress)
        }
        return details
    }

    /// What brings images into registries, with this user's credentials.
    package var publisher: ImagePublisher {
        ImagePublisher(store: store, environment: ProcessEnvironment.current)
    }

    /// Removes what is of no use any more; see ``DiskStore/prune(olderThan:keeping:keepingNames:isTrial:inUse:)``. Kernels out of
    /// container images go by age and name; a size is for images alone.
    package func prune(
        olderThan age: Duration?, keeping bytes: Int64?, keepingNames: Bool, isTrial: Bool
    ) async -> DiskStore.Pruned {
        var pruned = await store.prune(
            olderThan: age, keeping: bytes, keepingNames: keepingNames, isTrial: isTrial, inUse: host.imagesInUse)
        if age != nil || bytes == nil,
            let kernels = try? await host.kernels().prune(
                olderThan: age, keepingNames: keepingNames, isTrial: isTrial)
        {
            pruned.kernels = kernels.kernels
            pruned.bytes += kernels.bytes
        }
        return pruned
    }
}

extension LocalProvider {
    /// The images of this host.
    package var images: LocalImages { LocalImages(self) }
}
