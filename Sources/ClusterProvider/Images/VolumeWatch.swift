import KubeVirt
import Kubernetes
import Machines
import Offload

/// Waits for what becomes of one DataVolume, by watching it.
struct VolumeWatch: Sendable {
    let cluster: Cluster
    let name: String

    /// Returns the volume when it is as wanted, and nil when there is none (any more).
    func until(
        _ holds: @Sendable (DataVolume) -> Bool
    ) async throws(MachineError) -> DataVolume? {
        do throws(KubernetesError) {
            let iterator = cluster.client.watch(
                DataVolume.self, .dataVolumes, in: cluster.namespace, Selection(fields: "metadata.name=\(name)")
            ).makeAsyncIterator()
            var isThere = false
            while let event = try await iterator.next() {
                switch event {
                case .added(let volume), .modified(let volume):
                    isThere = true
                    if holds(volume) { return volume }
                case .deleted: return nil
                case .synchronized: if !isThere { return nil }
                }
            }
        } catch {
            throw .cluster(error, namespace: cluster.namespace)
        }
        throw MachineError(.cancelled, "cancelled while the cluster made a disk")
    }

    /// The same with a limit; nil when that is over.
    func until(
        within limit: Duration, _ holds: @escaping @Sendable (DataVolume) -> Bool
    ) async throws(MachineError) -> Seen? {
        do {
            return try await withDeadline(limit, clock: cluster.settings.clock) {
                try await until(holds).map(Seen.volume) ?? .absent
            }
        } catch is DeadlineExceeded {
            return nil
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
    }

    enum Seen: Sendable {
        case volume(DataVolume)
        case absent
    }

    /// Waits until it has come as far as wanted. What goes wrong is waited out as long as what may pass is, then told.
    func reach(
        within limit: Duration, restarts: Int32 = 2, _ wanted: @escaping @Sendable (VolumePhase) -> Bool
    ) async throws(MachineError) -> DataVolume {
        let (patience, clock) = (cluster.settings.patience, cluster.settings.clock)
        do {
            return try await withDeadline(limit, clock: clock) {
                let isOver: @Sendable (DataVolume) -> Bool = { wanted(VolumePhase($0)) || VolumePhase($0) == .failed }
                let isInTrouble: @Sendable (DataVolume) -> Bool = { $0.isInTrouble(restarts: restarts) }
                while true {
                    guard let volume = try await until({ isOver($0) || isInTrouble($0) }) else { throw gone }
                    if wanted(VolumePhase(volume)) { return volume }
                    if VolumePhase(volume) == .failed { throw await failure(volume) }
                    let next = try await until(within: patience) { isOver($0) || !isInTrouble($0) }
                    guard next != nil else { throw await failure(volume) }
                }
            }
        } catch is DeadlineExceeded {
            guard let volume = try await current() else { throw gone }
            throw await failure(volume, after: limit)
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
    }

    private var gone: MachineError {
        MachineError(.startFailed, "somebody has deleted the disk \(name) while it was made; try again")
    }

    func current() async throws(MachineError) -> DataVolume? {
        do throws(KubernetesError) {
            return try await cluster.client.get(DataVolume.self, .dataVolumes, name, in: cluster.namespace)
        } catch {
            if error.code == .notFound { return nil }
            throw .cluster(error, namespace: cluster.namespace)
        }
    }

    /// What the cluster says of a volume that is in trouble, or after so long is not made; nil where neither is so, or where
    /// nobody can be asked.
    func explanation(after limit: Duration? = nil) async -> MachineError? {
        guard let volume = try? await current(), VolumePhase(volume) != .succeeded else { return nil }
        let isInTrouble = VolumePhase(volume) == .failed || volume.isInTrouble(restarts: 2)
        return isInTrouble || limit != nil ? await failure(volume, after: limit) : nil
    }

    /// What the cluster says of a volume that is not made.
    private func failure(_ volume: DataVolume, after limit: Duration? = nil) async -> MachineError {
        let warnings = await warnings(of: volume)
        let what = volume.spec.source?.pvc.map { "\(name), a clone of \($0.name)," } ?? name
        var text =
            "the cluster does not make the disk \(what)" + (limit.map { " within \($0)" } ?? "") + ": \(volume.told)"
        for warning in warnings { text += "; \(warning.reason ?? "Warning"): \(warning.message ?? "")" }
        let complaints = VolumeComplaint.of(volume, warnings: warnings)
        if complaints.isEmpty, volume.status?.phase?.isEmpty ?? true {
            text += "\nNobody has taken notice of it: do CDI's controllers run (kubectl get pods -n cdi)?"
        } else {
            text += "\n" + VolumeComplaint.remedy(for: complaints, of: volume)
        }
        return MachineError(.startFailed, text)
    }

    /// The last ones about the volume and its claim, which has its name.
    private func warnings(of volume: DataVolume) async -> [ClusterEvent] {
        let list = try? await cluster.client.list(
            ClusterEvent.self, .events, in: cluster.namespace, Selection(fields: "involvedObject.name=\(name)"))
        return Array((list?.items ?? []).filter { $0.type == "Warning" && $0.isAbout(volume) }.suffix(3))
    }
}

extension ClusterEvent {
    /// Whether it tells of this volume, or of a claim that was made for it: there may have been others of its name.
    fileprivate func isAbout(_ volume: DataVolume) -> Bool {
        guard involvedObject?.kind == "PersistentVolumeClaim" else { return involvedObject?.uid == volume.metadata.uid }
        guard let made = volume.metadata.creationTimestamp, let told = lastTimestamp ?? metadata.creationTimestamp
        else { return false }
        return told.secondsSinceEpoch >= made.secondsSinceEpoch
    }
}
