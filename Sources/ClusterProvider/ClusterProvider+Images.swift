import Fixtures
import KubeVirt
import Machines

/// How a fixture's image comes to the cluster.
extension ClusterProvider {
    /// The machine's disk, as far as it is there before the machine is; nil where the template says it all.
    func root(of fixture: Fixture, _ timeline: Timeline) async throws(MachineError) -> BindingPlace.Root? {
        if let reference = cluster.settings.containerDisk { return .containerDisk(reference) }
        guard let image = fixture.image else { return nil }
        switch cluster.settings.images.way(for: fixture) {
        case nil:
            guard case .registry(let source) = image.source else { return nil }
            return .containerDisk(
                source.image, path: source.path?.text,
                architecture: source.architecture.flatMap { Architecture(rawValue: $0) })
        case .imported(let volume)?:
            try refuseOwnNamespace()
            let golden = try GoldenVolume(importing: image, storageClass: volume.storageClass)
            try await depot.prepare(golden, timeline: timeline) { _ in }
            return .clone(of: golden, architecture: image.source.clusterArchitecture)
        case .upload(let volume)?:
            try refuseOwnNamespace()
            let supply = try maker()
            let disk = try await supply.disk(of: fixture, timeline: timeline)
            let golden = GoldenVolume(disk, storageClass: volume.storageClass)
            try await depot.upload(disk, as: golden, from: supply, timeline: timeline)
            return .clone(of: golden, architecture: disk.architecture)
        case .containerDisk(let place)?:
            if let secret = place.imagePullSecret, cluster.settings.namespacePerRun,
                !fixture.objects.secrets.contains(where: { $0.metadata.name == secret })
            {
                throw MachineError(
                    .unsupported,
                    "image.cluster.containerDisk.imagePullSecret: ‘\(secret)’ is not in a namespace that is made for the "
                        + "machine; put the secret beside the machine in its file, or \(ClusterSettings.ownNamespaceRemedy)"
                )
            }
            let supply = try maker()
            try supply.check(repository: place.repository)
            let disk = try await supply.disk(of: fixture, timeline: timeline)
            let reference = try await supply.push(disk, to: place.repository, timeline: timeline)
            return .containerDisk(
                reference, pullSecret: place.imagePullSecret, architecture: disk.architecture)
        }
    }

    private func refuseOwnNamespace() throws(MachineError) {
        guard cluster.settings.namespacePerRun else { return }
        throw MachineError(
            .unsupported,
            "a disk is cloned within its namespace, and one that is made for a machine has none: use "
                + "--cluster-image containerDisk:HOST/REPOSITORY, or \(ClusterSettings.ownNamespaceRemedy)")
    }

    private func maker() throws(MachineError) -> any DiskSupply {
        guard let supply else {
            throw MachineError(.unsupported, "images are not made here; name one of a registry (--container-disk)")
        }
        return supply
    }
}
