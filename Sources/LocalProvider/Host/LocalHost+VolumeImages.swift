import Fixtures
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
                architecture: fixture.template.spec.architecture ?? .ofThisHost, inUse: imagesInUse)
        } catch {
            throw .image(error, "images cannot be fetched on this host")
        }
        let stages = BuildStages(timeline)
        defer { stages.end() }
        return try await images.find(for: fixture.template.spec.volumes ?? [], progress: stages.take)
    }

    private nonisolated func containerDisks(_ fixture: Fixture) throws(MachineError) -> ContainerDisks {
        let store = imageStore(.tcg)
        do throws(ImageError) {
            return ContainerDisks(
                fetcher: try sourceFetcher(store), store: store,
                architecture: fixture.template.spec.architecture ?? .ofThisHost, inUse: imagesInUse)
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
