import Host
import KubeVirt
import Kubernetes
import Machines
import Offload

/// Keeps this process's lease while it has machines that are not kept, and renews it.
actor LeaseKeeper {
    private let client: KubernetesClient
    private let namespace: String
    private let process: String
    private let holder: String
    private let owner: OwnerReference?
    private let length: Duration
    private let clock: any Clock<Duration>
    /// One change at a time.
    private let turn = AsyncSemaphore(1)
    private var users = 0
    private var renewing: Task<Void, Never>?

    init(_ client: KubernetesClient, in namespace: String, process: String, holder: String, _ settings: ClusterSettings)
    {
        self.client = client
        self.namespace = namespace
        self.process = process
        self.holder = holder
        owner = PodIdentity.owner(settings.environment, in: namespace)
        length = settings.lease
        clock = settings.clock
    }

    /// For one machine more; returns when the lease is there.
    func acquire() async throws {
        try await turn.withPermit {
            if users == 0 { try await begin() }
            users += 1
        }
    }

    /// For one machine less. With the last one the lease is removed.
    func release() async {
        await uncancelled { [turn] in
            _ = try? await turn.withPermit { await self.leave() }
        }
    }

    private func leave() async {
        users -= 1
        guard users == 0 else { return }
        renewing?.cancel()
        await renewing?.value
        renewing = nil
        // What cannot be removed expires.
        try? await client.delete(.leases, ObjectNames.lease(of: process), in: namespace)
    }

    private var lease: ProcessLease {
        var metadata = ObjectMeta(
            labels: RunLabels.labels(.lease, process: process), name: ObjectNames.lease(of: process))
        metadata.ownerReferences = owner.map { [$0] }
        return ProcessLease(
            metadata: metadata,
            spec: .init(
                holderIdentity: holder, leaseDurationSeconds: Int(length.components.seconds),
                renewTime: MicroTime(nanoseconds: WallClock.nanoseconds)))
    }

    private func begin() async throws(KubernetesError) {
        try await write()
        // Twice in vain, and there is still time.
        let pause = length / 4
        renewing = Task { [weak self, clock] in
            while (try? await clock.sleep(for: pause)) != nil {
                // An API server that does not answer may do so the next time.
                try? await self?.write()
            }
        }
    }

    /// Makes the lease where it is missing, too.
    private func write() async throws(KubernetesError) {
        _ = try await client.apply(lease, .leases, in: namespace, force: true)
    }
}
