import Fixtures
import Host
import KubeVirt
import Kubernetes
import Machines
import Offload

/// A namespace that is made for one machine, with all that its fixture brings.
struct RunNamespace: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = "Namespace"

    struct Status: Sendable, Hashable, Codable {
        var phase: String?
    }

    private(set) var apiVersion = Self.apiVersion
    private(set) var kind = Self.kind
    var metadata: ObjectMeta
    var status: Status?

    init(metadata: ObjectMeta) { self.metadata = metadata }

    /// In a list the version and the kind are not said again.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMeta.self, forKey: .metadata)
        status = try container.decodeIfPresent(Status.self, forKey: .status)
    }
}

extension ClusterSettings {
    /// For who can do without, after "or". The variable counts only where no namespace is given.
    static let ownNamespaceRemedy = "use one namespace for all machines (-n, without --namespace-per-run)"
}

extension Cluster {
    /// The same cluster, in a namespace that is made for a machine. Whoever makes no machine in it removes it.
    func madeForOneRun(_ fixture: Fixture, machine: String) async throws(MachineError) -> Cluster {
        let run = Lease.makeRun()
        let own = Cluster(client, subresources, login: login, settings, accelerator: accelerator, ofOneRun: run)
        let labels = RunLabels.labels(.namespace, process: run, run: run, machine: machine)
        do throws(KubernetesError) {
            _ = try await client.create(
                RunNamespace(metadata: ObjectMeta(labels: labels, name: own.namespace)), .namespaces)
        } catch {
            guard error.code == .forbidden else {
                // It may have been made, and the answer lost.
                if error.code != .alreadyExists { await uncancelled { await own.removeNamespace() } }
                throw .cluster(error, namespace: own.namespace)
            }
            throw MachineError(
                .hostNotReady,
                "the cluster does not allow us to make namespaces; ask its administrator for that right (mayfly cluster rbac "
                    + "--feature namespaces), or \(ClusterSettings.ownNamespaceRemedy)", cause: error)
        }
        do throws(MachineError) {
            try await own.make(fixture.objects)
        } catch {
            await uncancelled { await own.removeNamespace() }
            throw error
        }
        return own
    }

    /// Nobody else has them there.
    private func make(_ objects: CompanionObjects) async throws(MachineError) {
        for map in objects.configMaps { try await make(map, .configMaps) }
        for secret in objects.secrets { try await make(secret, .secrets) }
        for claim in objects.claims { try await make(claim, .persistentVolumeClaims) }
        for volume in objects.dataVolumes { try await make(volume, .dataVolumes) }
    }

    private func make(_ object: some KubernetesObject, _ resource: Resource) async throws(MachineError) {
        var object = object
        object.metadata.namespace = nil
        let copy = object
        _ = try await ask { client throws(KubernetesError) in try await client.create(copy, resource, in: namespace) }
    }

    /// With all that is in it; nothing where it is not a run's own. The cluster takes its time for that.
    func removeNamespace() async {
        guard isOfOneRun else { return }
        await remove(.namespaces, namespace)
    }
}

extension Garbage {
    /// Removes the namespaces that dead processes have made for runs.
    func removeNamespaces(at now: Timestamp) async -> (runs: [String], failures: [String]) {
        let found = try? await cluster.client.list(
            RunNamespace.self, .namespaces, Selection(labels: RunLabels.selection(.namespace))
        ).items
        var (runs, failures): ([String], [String]) = ([], [])
        // Who may not list them has made none.
        for namespace in found ?? [] where namespace.status?.phase != "Terminating" {
            guard let name = namespace.metadata.name, let run = namespace.run, await isGarbage(namespace, name, at: now)
            else { continue }
            switch await cluster.remove(.namespaces, name, DeleteOptions(.background, uid: namespace.metadata.uid)) {
            case .ordered: runs.append(run)
            case .absent: break
            case .failed: failures.append("namespace/\(name) could not be deleted")
            }
        }
        return (runs, failures)
    }

    private func isGarbage(_ namespace: RunNamespace, _ name: String, at now: Timestamp) async -> Bool {
        guard
            let leases = try? await cluster.client.list(
                ProcessLease.self, .leases, in: name, Selection(labels: RunLabels.selection(.lease))
            ).items
        else { return false }
        if let lease = leases.first(where: { $0.process == namespace.process }) { return lease.hasExpired(at: now) }
        // Only just made, it gets its lease in a moment.
        guard let made = namespace.metadata.creationTimestamp else { return false }
        return now.secondsSinceEpoch - made.secondsSinceEpoch > cluster.settings.lease.components.seconds
    }
}
