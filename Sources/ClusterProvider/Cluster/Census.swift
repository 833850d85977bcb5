import KubeVirt
import Kubernetes
import Machines

/// What there is of ours in a namespace, whoever made it.
struct Census: Sendable {
    let records: [Secret]
    let vmis: [VirtualMachineInstance]
    /// By process. Read after the others: what has no lease here had none when it was seen, or has been let go since.
    let leases: [String: ProcessLease]
    /// By the server's clock.
    let now: Timestamp

    init(of cluster: Cluster) async throws(MachineError) {
        let namespace = cluster.namespace
        records = try await cluster.ask { client throws(KubernetesError) in
            try await client.list(
                Secret.self, .secrets, in: namespace, Selection(labels: RunLabels.selection(.record))
            ).items
        }
        vmis = try await cluster.ask { client throws(KubernetesError) in
            try await client.list(
                VirtualMachineInstance.self, .virtualMachineInstances, in: namespace,
                Selection(labels: RunLabels.selection(.vmi))
            ).items
        }
        let found = try await cluster.ask { client throws(KubernetesError) in
            try await client.list(
                ProcessLease.self, .leases, in: namespace, Selection(labels: RunLabels.selection(.lease))
            ).items
        }
        var leases: [String: ProcessLease] = [:]
        for lease in found {
            if let process = lease.process { leases[process] = lease }
        }
        self.leases = leases
        now = try await cluster.serverTime()
    }

    /// Whether the process that has made an object is to be taken for dead.
    func isOwnerless(_ process: String?) -> Bool {
        guard let process, let lease = leases[process] else { return true }
        return lease.hasExpired(at: now)
    }

    /// Whether nobody wants a machine any more.
    func isGarbage(_ record: Secret) -> Bool {
        guard let expiry = record.expiry else { return isOwnerless(record.process) }
        return expiry <= Double(now.secondsSinceEpoch)
    }

    var summaries: [MachineSummary] {
        let running = Set(vmis.compactMap(\.run))
        return records.compactMap { secret in
            guard let record = MachineRecord(secret) else { return nil }
            let hasOwner = secret.expiry == nil && !isOwnerless(secret.process)
            return MachineSummary(
                name: record.name, run: record.run, state: running.contains(record.run) ? "running" : "created",
                owner: hasOwner ? record.pid : nil, expiry: secret.expiry)
        }.sorted { $0.run < $1.run }
    }
}

extension Cluster {
    /// What the API server's clock shows: an object that is only thought of is stamped by it.
    func serverTime() async throws(MachineError) -> Timestamp {
        let lease = ProcessLease(metadata: ObjectMeta(generateName: "mayfly-clock-"), spec: .init())
        let stamped = try await ask { client throws(KubernetesError) in
            try await client.create(lease, .leases, in: namespace, WriteOptions(isDryRun: true))
        }
        guard let time = stamped.metadata.creationTimestamp else {
            throw MachineError(.hostNotReady, "the cluster's API server does not say what time it is")
        }
        return time
    }

    /// Of a machine's name or run id.
    func records(called name: String) async throws(MachineError) -> [MachineRecord] {
        guard (try? ObjectName.validate(name)) != nil, name.utf8.count <= 63 else { return [] }
        var found: [MachineRecord] = []
        for key in [RunLabels.run, RunLabels.machine] {
            let secrets = try await ask { client throws(KubernetesError) in
                try await client.list(
                    Secret.self, .secrets, in: namespace,
                    Selection(labels: "\(RunLabels.selection(.record)),\(key)=\(name)")
                ).items
            }
            for record in secrets.compactMap(MachineRecord.init) where !found.contains(record) { found.append(record) }
        }
        return found
    }
}
