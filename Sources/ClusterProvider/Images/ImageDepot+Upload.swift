import KubeVirt
import Machines

extension ImageDepot {
    /// Makes a disk of this host's one of the cluster's.
    func upload(
        _ disk: SuppliedDisk, as golden: GoldenVolume, from supply: any DiskSupply, timeline: Timeline
    ) async throws(MachineError) {
        let cluster = cluster
        try await prepare(golden, timeline: timeline) { _ async throws(MachineError) in
            let proxy = try await UploadProxy.find(on: cluster)
            try await supply.withFile(of: disk, timeline: timeline) { path async throws(MachineError) in
                try await timeline.measure(.upload) { () async throws(MachineError) in
                    try await Self.send(path, to: proxy, as: golden, on: cluster, timeline)
                }
            }
        }
    }

    private static func send(
        _ path: String, to proxy: UploadProxy, as golden: GoldenVolume, on cluster: Cluster, _ timeline: Timeline
    ) async throws(MachineError) {
        let watch = VolumeWatch(cluster: cluster, name: golden.name)
        let detail = "to \(cluster.namespace)/\(golden.name)"
        timeline.tell(Timeline.Progress(.upload, fraction: 0, detail: detail))
        let volume = try await watch.reach(within: cluster.settings.startLimit) {
            // Somebody before us has sent it all.
            $0 == .uploadReady || $0 == .succeeded
        }
        guard VolumePhase(volume) == .uploadReady else { return }
        try await VolumeUpload(of: golden.name, to: proxy, on: cluster).send(path) { fraction in
            timeline.tell(Timeline.Progress(.upload, fraction: fraction, detail: detail))
        } isDone: { () async throws(MachineError) in
            guard let volume = try await watch.current() else { return false }
            return [.succeeded, .failed].contains(VolumePhase(volume))
        }
    }
}
