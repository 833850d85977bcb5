import KubeVirt
import Kubernetes
import Machines
import Offload

/// Clears away what dead processes left, and kept machines whose time is up.
struct Garbage: Sendable {
    let cluster: Cluster
    /// One for all that is ended.
    private let watch: VMIWatch

    init(of cluster: Cluster) {
        self.cluster = cluster
        watch = VMIWatch(
            cluster.client, in: cluster.namespace, labels: RunLabels.selection(.vmi), clock: cluster.settings.clock)
    }

    func collect(imagesUnusedFor age: Duration) async throws(MachineError) -> GarbageReport {
        let volumes = try await ImageGarbage(of: cluster)
        let census = try await Census(of: cluster)
        var report = GarbageReport(machines: [], processes: [], failures: [])
        var gone: Set<String> = []
        for record in census.records where census.isGarbage(record) {
            guard let run = record.run else { continue }
            if await remove(record) { gone.insert(run) }
        }
        // A VMI whose record somebody has removed is nobody's, when its process is dead.
        let recorded = Set(census.records.compactMap(\.run))
        let doomed = census.vmis.filter { vmi in
            guard let run = vmi.run else { return false }
            return gone.contains(run) || (!recorded.contains(run) && census.isOwnerless(vmi.process))
        }
        gone.formUnion(doomed.compactMap(\.run))
        report.failures += await end(doomed)
        for run in gone.sorted() {
            for name in [ObjectNames(run: run).seed, ObjectNames(run: run).keys]
            where await cluster.remove(.secrets, name) == .failed {
                report.failures.append("secret/\(name) could not be deleted")
            }
        }
        for vmi in doomed {
            guard let root = vmi.run.map({ ObjectNames(run: $0).root }), vmi.spec.hasVolume(root) else { continue }
            if await cluster.remove(.dataVolumes, root) == .failed {
                report.failures.append("datavolume/\(root) could not be deleted")
            }
        }
        for (process, lease) in census.leases where lease.hasExpired(at: census.now) {
            guard let version = lease.metadata.resourceVersion else { continue }
            // Renewed meanwhile, it stays.
            await cluster.remove(
                .leases, ObjectNames.lease(of: process), DeleteOptions(resourceVersion: version))
        }
        let namespaces = await removeNamespaces(at: census.now)
        report.machines = (gone.union(namespaces.runs)).sorted()
        let images = await volumes.collect(census, unusedFor: age)
        report.images = images.images
        report.failures += namespaces.failures + images.failures
        return report
    }

    /// Not if it was changed meanwhile: its machine may have been kept.
    private func remove(_ record: Secret) async -> Bool {
        guard let name = record.metadata.name else { return false }
        do throws(KubernetesError) {
            try await cluster.client.delete(
                .secrets, name, in: cluster.namespace,
                DeleteOptions(.background, uid: record.metadata.uid, resourceVersion: record.metadata.resourceVersion))
            return true
        } catch {
            return error.code == .notFound
        }
    }

    /// Deletes VMIs and waits until they are gone; tells which are not.
    private func end(_ vmis: [VirtualMachineInstance]) async -> [String] {
        await withTaskGroup(of: String?.self) { group in
            for vmi in vmis {
                group.addTask {
                    guard let run = vmi.run, let name = vmi.metadata.name else { return nil }
                    return await end(name, vmi.metadata.uid, run) ? nil : "vmi/\(name) could not be deleted"
                }
            }
            return await group.reduce(into: []) { if let failure = $1 { $0.append(failure) } }
        }
    }

    private func end(_ name: String, _ uid: String?, _ run: String) async -> Bool {
        let changes = await watch.follow(run)
        let options = DeleteOptions(.background, gracePeriodSeconds: 0, uid: uid)
        switch await cluster.remove(.virtualMachineInstances, name, options) {
        case .ordered: break
        case .absent: return true
        case .failed: return false
        }
        let isGone = try? await withDeadline(cluster.settings.controlLimit, clock: cluster.settings.clock) {
            for await change in changes {
                switch change {
                case .gone, .absent: return true
                case .seen, .lost: continue
                }
            }
            return false
        }
        return isGone ?? false
    }
}
