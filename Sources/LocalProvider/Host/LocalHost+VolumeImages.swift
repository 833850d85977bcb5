import Fixtures
import Host
import Images
import KubeVirt
import Lifecycle
import Machines

extension LocalHost {
    /// The images that the volumes of a fixture's template name, fetched where they are not here.
    nonisolated func containerDisks(
        of fixture: Fixture, timeline: Timeline
    ) async throws(MachineError) -> [ContainerDisk: BaseDisk] {
        let volumes = fixture.volumesWithDefaults
        guard volumes.contains(where: { $0.containerDisk != nil }) else { return [:] }
        let stages = BuildStages(timeline)
        defer { stages.end() }
        return try await containerDisks(fixture).find(for: volumes, progress: stages.take)
    }

    /// The same without fetching.
    nonisolated func knownContainerDisks(of fixture: Fixture) async throws(MachineError) -> [ContainerDisk: BaseDisk] {
        let volumes = fixture.volumesWithDefaults
        guard volumes.contains(where: { $0.containerDisk != nil }) else { return [:] }
        return try await containerDisks(fixture).known(for: volumes)
    }

    /// The images that data volumes of a fixture's template are filled with, fetched where they are not here.
    nonisolated func dataVolumeImages(
        of fixture: Fixture, timeline: Timeline
    ) async throws(MachineError) -> [String: DiskImage] {
        guard
            fixture.objects.dataVolumes.contains(where: {
                $0.spec.source?.http != nil || $0.spec.source?.registry != nil
            })
        else { return [:] }
        let images: DataVolumeImages
        do throws(ImageError) {
            images = DataVolumeImages(
                fetcher: try sourceFetcher(imageStore(.tcg)), claims: claims, objects: fixture.objects,
                namespace: fixture.template.metadata?.namespace,
                architecture: fixture.architecture ?? .ofThisHost, inUse: imagesInUse)
        } catch {
            throw .image(error, "images cannot be fetched on this host")
        }
        let stages = BuildStages(timeline)
        defer { stages.end() }
        return try await images.find(for: fixture.template.spec.volumes ?? [], progress: stages.take)
    }

    /// The kernel of a fixture's template that is in a container image, fetched where it is not here.
    nonisolated func containerKernel(
        of fixture: Fixture, timeline: Timeline
    ) async throws(MachineError) -> ContainerKernel? {
        guard let boot = try kernelBoot(of: fixture) else { return nil }
        let stages = BuildStages(timeline)
        defer { stages.end() }
        return try await boot.find(progress: stages.take)
    }

    /// The same without fetching.
    nonisolated func knownContainerKernel(of fixture: Fixture) async throws(MachineError) -> ContainerKernel? {
        try await kernelBoot(of: fixture)?.known()
    }

    private nonisolated func kernelBoot(of fixture: Fixture) throws(MachineError) -> ContainerKernelBoot? {
        guard let container = fixture.template.spec.domain.firmware?.kernelBoot?.container else { return nil }
        do throws(ImageError) {
            return ContainerKernelBoot(
                container: container,
                kernels: try kernels(), architecture: fixture.architecture ?? .ofThisHost)
        } catch {
            throw .image(error, "images cannot be fetched on this host")
        }
    }

    /// Where kernels out of container images are kept.
    nonisolated func kernels() throws(ImageError) -> ContainerKernels {
        ContainerKernels(directory: directories.images + "/kernels", fetcher: try sourceFetcher(imageStore(.tcg)))
    }

    private nonisolated func containerDisks(_ fixture: Fixture) throws(MachineError) -> ContainerDisks {
        let store = imageStore(.tcg)
        do throws(ImageError) {
            return ContainerDisks(
                fetcher: try sourceFetcher(store), store: store,
                architecture: fixture.architecture ?? .ofThisHost, inUse: imagesInUse)
        } catch {
            throw .image(error, "images cannot be fetched on this host")
        }
    }
}

extension Fixture {
    /// With the policy by which each image is pulled.
    fileprivate var volumesWithDefaults: [VirtualMachineInstanceSpec.Volume] {
        VirtualMachineInstance(metadata: template.metadata ?? ObjectMeta(), spec: template.spec)
            .withDefaults(host: .ofThisHost, podInterface: .masquerade).spec.volumes ?? []
    }
}
