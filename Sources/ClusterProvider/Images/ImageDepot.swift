import KubeVirt
import Kubernetes
import Machines
import Offload

/// Has each disk made once on the cluster, whoever else wants it at the same time, here or in another process.
///
/// Who creates a DataVolume fills it, and lives as long as its lease; of one who dies the next one takes it over.
actor ImageDepot {
    /// Whoever wanted a disk so recently need not say so again, and nobody takes it for unused.
    static let recently: Int64 = 600

    let cluster: Cluster
    private var turns: [String: AsyncSemaphore] = [:]

    init(_ cluster: Cluster) { self.cluster = cluster }

    /// Brings the bytes of a volume that is made: returns when there is nothing to wait for but the cluster.
    typealias Fill = @Sendable (DataVolume) async throws(MachineError) -> Void

    /// Returns when machines can have clones of a disk.
    func prepare(
        _ golden: GoldenVolume, timeline: Timeline, fill: @escaping Fill
    ) async throws(MachineError) {
        let turn = turns[golden.name] ?? AsyncSemaphore(1)
        turns[golden.name] = turn
        do {
            try await turn.withPermit {
                try await Preparation(golden, on: self.cluster, timeline, fill).run()
            }
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
    }
}

/// One process's way to a disk.
private struct Preparation: Sendable {
    let golden: GoldenVolume
    let cluster: Cluster
    let timeline: Timeline
    let fill: ImageDepot.Fill
    let watch: VolumeWatch

    private static let mostFailures = 2

    init(_ golden: GoldenVolume, on cluster: Cluster, _ timeline: Timeline, _ fill: @escaping ImageDepot.Fill) {
        (self.golden, self.cluster, self.timeline, self.fill) = (golden, cluster, timeline, fill)
        watch = VolumeWatch(cluster: cluster, name: golden.name)
    }

    func run() async throws(MachineError) {
        if let volume = try await watch.current(), try await isReady(volume) { return }
        // Who fills it has a lease, by which others know that it lives.
        do { try await cluster.lease.acquire() } catch let error as KubernetesError {
            throw .cluster(error, namespace: cluster.namespace)
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
        do throws(MachineError) { try await make() } catch {
            await cluster.lease.release()
            throw error
        }
        await cluster.lease.release()
    }

    private func make() async throws(MachineError) {
        var failures = 0
        while true {
            var known = try await watch.current()
            if known == nil { known = try await create() }
            guard let volume = known else { continue }
            if try await isReady(volume) { return }
            if volume.metadata.deletionTimestamp != nil {
                try await waitUntilGone(volume)
            } else if VolumePhase(volume) == .failed {
                // Somebody's before us; once more, and then it is ours.
                failures += 1
                guard failures < Self.mostFailures else {
                    throw MachineError(.startFailed, "the disk \(golden.name) fails on the cluster: \(volume.told)")
                }
                await remove(volume)
            } else if !golden.isUploaded || volume.process == cluster.process {
                try await finish(volume)
            } else if try await isOrphan(volume) {
                try await takeOver(volume)
            } else {
                try await waitForOther(volume)
            }
        }
    }

    /// Nil when somebody else was faster.
    private func create() async throws(MachineError) -> DataVolume? {
        try await StorageCheck(cluster: cluster).run(golden.storageClass)
        do throws(KubernetesError) {
            return try await cluster.client.create(
                golden.volume(process: cluster.process), .dataVolumes, in: cluster.namespace)
        } catch {
            if error.code == .alreadyExists { return nil }
            throw .cluster(error, namespace: cluster.namespace)
        }
    }

    /// Whether it is whole. Then it is wanted from now on.
    private func isReady(_ volume: DataVolume) async throws(MachineError) -> Bool {
        guard VolumePhase(volume) == .succeeded, volume.metadata.deletionTimestamp == nil else { return false }
        let now = try await cluster.serverTime().secondsSinceEpoch
        // Nobody clears it away before a machine has its clone.
        if let used = volume.lastUse, now - used < ImageDepot.recently / 2 { return true }
        do throws(KubernetesError) {
            _ = try await cluster.client.update(
                DataVolume.self, .dataVolumes, golden.name, in: cluster.namespace
            ) { (volume: inout DataVolume) throws(KubernetesError) in
                volume.metadata.annotations = (volume.metadata.annotations ?? [:]).merging(
                    [RunLabels.used: String(now)]
                ) { $1 }
            }
            return true
        } catch {
            // Somebody has just cleared it away.
            if error.code == .notFound { return false }
            throw .cluster(error, namespace: cluster.namespace)
        }
    }

    private func finish(_ volume: DataVolume) async throws(MachineError) {
        do throws(MachineError) {
            try await fill(volume)
            try await timeline.measure(.upload) { () async throws(MachineError) in
                let restarts = max(volume.status?.restartCount ?? 0, golden.isUploaded ? 0 : 2)
                _ = try await watch.reach(within: cluster.settings.images.limit, restarts: restarts) {
                    $0 == .succeeded
                }
            }
        } catch {
            await giveUp(volume, error)
            throw error
        }
    }

    /// The next one begins anew; what somebody has cancelled goes on with whoever wants it next.
    private func giveUp(_ volume: DataVolume, _ error: MachineError) async {
        await uncancelled { [self] in
            if error.code == .cancelled {
                if golden.isUploaded { await letGo() }
            } else if !golden.isUploaded {
                // Others wait for it, too: it goes only when it is the one that fails.
                if error.code == .startFailed { await remove(volume) }
            } else if let known = try? await watch.current(), known.process == cluster.process {
                // Another process may have taken it over meanwhile.
                await remove(known, asSeen: true)
            }
        }
    }

    private func letGo() async {
        _ = try? await cluster.client.update(
            DataVolume.self, .dataVolumes, golden.name, in: cluster.namespace
        ) { (volume: inout DataVolume) throws(KubernetesError) in
            if volume.process == cluster.process { volume.metadata.labels?[RunLabels.process] = nil }
        }
    }

    private func remove(_ volume: DataVolume, asSeen: Bool = false) async {
        await cluster.remove(
            .dataVolumes, golden.name,
            DeleteOptions(
                .background, uid: volume.metadata.uid, resourceVersion: asSeen ? volume.metadata.resourceVersion : nil))
    }

    private func isOrphan(_ volume: DataVolume) async throws(MachineError) -> Bool {
        guard let process = volume.process else { return true }
        return try await !cluster.isAlive(process)
    }

    /// Of several that try only one does.
    private func takeOver(_ volume: DataVolume) async throws(MachineError) {
        do throws(KubernetesError) {
            let (old, process) = (volume.process, cluster.process)
            _ = try await cluster.client.update(
                DataVolume.self, .dataVolumes, golden.name, in: cluster.namespace
            ) { (volume: inout DataVolume) throws(KubernetesError) in
                guard volume.process == old else { return }
                volume.metadata.labels = (volume.metadata.labels ?? [:]).merging([RunLabels.process: process]) { $1 }
            }
        } catch {
            if error.code == .notFound { return }
            throw .cluster(error, namespace: cluster.namespace)
        }
    }

    /// Returns when the disk is another's no more, or when that one may have died.
    private func waitForOther(_ volume: DataVolume) async throws(MachineError) {
        timeline.tell(Timeline.Progress(.upload, waitsFor: "another process, which uploads the same image"))
        let process = volume.process
        try await timeline.measure(.upload) { () async throws(MachineError) in
            _ = try await watch.until(within: cluster.settings.lease / 2) { volume in
                volume.process != process || [.succeeded, .failed].contains(VolumePhase(volume))
            }
        }
    }

    private func waitUntilGone(_ volume: DataVolume) async throws(MachineError) {
        let uid = volume.metadata.uid
        let seen = try await watch.until(within: cluster.settings.controlLimit) { $0.metadata.uid != uid }
        guard seen != nil else {
            throw MachineError(
                .startFailed,
                "the disk \(golden.name) is being deleted and does not go; see what holds it: "
                    + "kubectl describe datavolume \(golden.name)")
        }
    }
}

extension DataVolume {
    /// When somebody wanted it last, in seconds since 1970 by the server's clock.
    var lastUse: Int64? { metadata.annotations?[RunLabels.used].flatMap { Int64($0) } }
}

extension Cluster {
    /// Whether the process that has made an object may still be at work.
    func isAlive(_ process: String) async throws(MachineError) -> Bool {
        let lease: ProcessLease
        do throws(KubernetesError) {
            lease = try await client.get(ProcessLease.self, .leases, ObjectNames.lease(of: process), in: namespace)
        } catch {
            if error.code == .notFound { return false }
            throw .cluster(error, namespace: namespace)
        }
        return !lease.hasExpired(at: try await serverTime())
    }
}
