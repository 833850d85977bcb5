import KubeVirt
package import Kubernetes

/// One watch for many machines: what happens to each VMI is handed to who follows it.
actor VMIWatch {
    enum Change: Sendable {
        case seen(SeenVMI)
        case gone
        /// All that there was has been told, and this one was not among it.
        case absent
        /// Nothing can be seen for now.
        case lost(KubernetesError)
    }

    private struct Follower {
        let number: Int
        let sink: AsyncStream<Change>.Continuation
        var wasSeen = false
    }

    private static let pause = Duration.seconds(5)

    private let cluster: KubernetesClient
    private let namespace: String
    private let selection: Selection
    private let clock: any Clock<Duration>
    private var followers: [String: Follower] = [:]
    /// Which run a VMI is of: its end may be told without it.
    private var runs: [String: String] = [:]
    private var task: Task<Void, Never>?
    private var count = 0

    init(_ client: KubernetesClient, in namespace: String, labels: String, clock: any Clock<Duration>) {
        cluster = client
        self.namespace = namespace
        selection = Selection(labels: labels)
        self.clock = clock
    }

    /// What happens to the VMI of a run from now on. Followed before it is made, nothing of it is missed.
    func follow(_ run: String) -> AsyncStream<Change> {
        count += 1
        let number = count
        let (stream, sink) = AsyncStream<Change>.makeStream()
        followers.updateValue(Follower(number: number, sink: sink), forKey: run)?.sink.finish()
        sink.onTermination = { [weak self] _ in Task { await self?.leave(run, number) } }
        // It lives as long as anybody follows, even if who made it has let it go.
        if task == nil { task = Task { await self.watch() } }
        return stream
    }

    private func leave(_ run: String, _ number: Int) {
        guard followers[run]?.number == number else { return }
        followers[run] = nil
        guard followers.isEmpty else { return }
        task?.cancel()
        task = nil
        runs = [:]
    }

    private func watch() async {
        while !Task.isCancelled {
            do throws(KubernetesError) {
                try await follow()
            } catch {
                if Task.isCancelled { return }
                for follower in followers.values { follower.sink.yield(.lost(error)) }
            }
            try? await clock.sleep(for: Self.pause)
        }
    }

    private func follow() async throws(KubernetesError) {
        let iterator = cluster.watch(
            WatchedVMI.self, .virtualMachineInstances, in: namespace, selection
        ).makeAsyncIterator()
        while let event = try await iterator.next() {
            if Task.isCancelled { return }
            switch event {
            case .added(let vmi), .modified(let vmi): take(vmi)
            case .deleted(let identity, let vmi): remove(identity.uid, vmi?.run)
            case .synchronized:
                for follower in followers.values where !follower.wasSeen { follower.sink.yield(.absent) }
            }
        }
    }

    private func take(_ vmi: WatchedVMI) {
        guard let run = vmi.run, let uid = vmi.metadata.uid else { return }
        runs[uid] = run
        followers[run]?.wasSeen = true
        followers[run]?.sink.yield(.seen(SeenVMI(vmi)))
    }

    private func remove(_ uid: String, _ told: String?) {
        guard let run = runs.removeValue(forKey: uid) ?? told else { return }
        followers[run]?.sink.yield(.gone)
    }
}

extension Resource {
    package static let virtualMachineInstances = Resource("kubevirt.io/v1", "virtualmachineinstances")
    static let secrets = Resource("v1", "secrets")
    static let pods = Resource("v1", "pods")
    static let events = Resource("v1", "events")
    static let persistentVolumeClaims = Resource("v1", "persistentvolumeclaims")
    static let dataVolumes = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")
    static let leases = Resource("coordination.k8s.io/v1", "leases")
}
