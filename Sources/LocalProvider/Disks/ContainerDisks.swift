import Fixtures
import Images
import KubeVirt
import Machines

/// The images that a machine's volumes name, brought here before the machine is made.
struct ContainerDisks: Sendable {
    let fetcher: SourceFetcher
    let store: DiskStore
    let architecture: Architecture
    let inUse: Set<String>

    /// Each image by its volume's words: one of the store's, or out of a registry.
    func find(
        for volumes: [VirtualMachineInstanceSpec.Volume], progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(MachineError) -> [ContainerDisk: BaseDisk] {
        var found: [ContainerDisk: BaseDisk] = [:]
        for (index, volume) in volumes.enumerated() {
            guard let source = volume.containerDisk, found[ContainerDisk(source)] == nil else { continue }
            let field = "spec.volumes[\(index)].containerDisk"
            do throws(ImageError) {
                let image = try await image(source, progress)
                found[ContainerDisk(source)] = BaseDisk(
                    path: image.path, digest: image.digest, size: nil, chain: try store.chain(of: image.path))
            } catch {
                guard [.source, .verification, .format, .architecture].contains(error.code) else {
                    throw .image(error, "cannot fetch the image of the volume ‘\(volume.name)’")
                }
                throw .refused([RefusedField(field + ".image", "‘\(source.image)’ cannot be used: \(error)").cause])
            }
        }
        return found
    }

    /// Those that are here already, without asking anybody.
    func known(for volumes: [VirtualMachineInstanceSpec.Volume]) async -> [ContainerDisk: BaseDisk] {
        var found: [ContainerDisk: BaseDisk] = [:]
        for source in volumes.compactMap(\.containerDisk) {
            var image: DiskImage?
            if let text = RootDisk.image(of: source.image) {
                image = try? await store.find(text)
            } else if let registry = try? registry(source) {
                image = await fetcher.known(registry, architecture: architecture.rawValue)
            }
            guard let image, let chain = try? store.chain(of: image.path) else { continue }
            found[ContainerDisk(source)] = BaseDisk(path: image.path, digest: image.digest, size: nil, chain: chain)
        }
        return found
    }

    private func image(
        _ source: VirtualMachineInstanceSpec.ContainerDiskSource,
        _ progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) -> DiskImage {
        if let text = RootDisk.image(of: source.image) { return try await store.find(text) }
        let registry = try registry(source)
        guard source.imagePullPolicy != .never else {
            if let known = await fetcher.known(registry, architecture: architecture.rawValue) { return known }
            throw ImageError(
                .source, "it is not here, and imagePullPolicy is Never; fetch it: mayfly image pull \(registry.url)")
        }
        return try await fetcher.fetch(
            .registry(registry), architecture: architecture.rawValue,
            options: .init(pull: source.imagePullPolicy == .always, inUse: inUse), progress: progress)
    }

    private func registry(
        _ source: VirtualMachineInstanceSpec.ContainerDiskSource
    ) throws(ImageError) -> RegistrySource {
        let url = "docker://" + source.image
        guard let path = source.path, !path.isEmpty else { return RegistrySource(url: url) }
        do throws(InvalidValue) {
            return RegistrySource(url: url, path: try GuestPath(scalarText: path))
        } catch {
            throw ImageError(.source, "its path: \(error.message)")
        }
    }
}

/// What tells one volume's image from another's.
struct ContainerDisk: Sendable, Hashable {
    let image: String
    let path: String?

    init(_ source: VirtualMachineInstanceSpec.ContainerDiskSource) { (image, path) = (source.image, source.path) }
}
