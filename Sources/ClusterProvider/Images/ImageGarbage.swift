import KubeVirt
import Kubernetes
import Machines

/// Disks of the cluster's that nobody has wanted for long, and those that nobody will finish.
struct ImageGarbage: Sendable {
    private let cluster: Cluster
    private let images: [DataVolume]
    /// Labels of images that machines have clones of.
    private let used: Set<String>

    /// What there is; to be read before leases are, as they tell who is dead.
    init(of cluster: Cluster) async throws(MachineError) {
        self.cluster = cluster
        // Images first: a machine's disk that comes to be meanwhile is of one that was wanted just now.
        images = try await Self.volumes(.image, cluster)
        used = Set(try await Self.volumes(.root, cluster).compactMap { $0.metadata.labels?[RunLabels.image] })
    }

    /// Removes them; tells their names, and what could not be removed.
    func collect(
        _ census: Census, unusedFor age: Duration
    ) async -> (images: [String], failures: [String]) {
        var (gone, failures): ([String], [String]) = ([], [])
        for image in images where isGarbage(image, census, age) {
            guard let name = image.metadata.name, !used.contains(name.label) else { continue }
            // Not if somebody has begun to want it meanwhile.
            let options = DeleteOptions(
                .background, uid: image.metadata.uid, resourceVersion: image.metadata.resourceVersion)
            do throws(KubernetesError) {
                try await cluster.client.delete(.dataVolumes, name, in: cluster.namespace, options)
                gone.append(name)
            } catch {
                if error.code == .notFound || error.code == .conflict { continue }
                failures.append("datavolume/\(name) could not be deleted")
            }
        }
        return (gone.sorted(), failures)
    }

    private static func volumes(
        _ part: RunLabels.Part, _ cluster: Cluster
    ) async throws(MachineError) -> [DataVolume] {
        do throws(KubernetesError) {
            return try await cluster.client.list(
                DataVolume.self, .dataVolumes, in: cluster.namespace, Selection(labels: RunLabels.selection(part))
            ).items
        } catch {
            // Without CDI there are none, and who may not see them has none.
            if error.code == .notServed || error.code == .forbidden { return [] }
            throw .cluster(error, namespace: cluster.namespace)
        }
    }

    private func isGarbage(_ image: DataVolume, _ census: Census, _ age: Duration) -> Bool {
        guard image.metadata.deletionTimestamp == nil else { return false }
        let now = census.now.secondsSinceEpoch
        let made = image.metadata.creationTimestamp?.secondsSinceEpoch ?? now
        if VolumePhase(image) == .succeeded {
            return now - (image.lastUse ?? made) >= max(age.components.seconds, ImageDepot.recently)
        }
        guard census.isOwnerless(image.process) else { return false }
        // What the cluster fetches itself needs nobody, for as long as that may take.
        return image.spec.source?.upload != nil || now - made > cluster.settings.images.limit.components.seconds
    }
}
