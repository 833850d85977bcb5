import ClusterProvider
package import KubeVirt
package import Kubernetes
import Machines
import Offload

/// A stand-in for KubeVirt's controllers, for one namespace of an API server that has none, or for all: moves each VMI
/// through its phases as KubeVirt does, with a guest that is reached through its subresources, a fake one unless said
/// otherwise, and collects what owner references say.
package actor StandInKubeVirt {
    /// What becomes of a VMI.
    package enum Fate: Sendable {
        case runs
        /// Comes no further; a condition says why.
        case waits(VirtualMachineInstanceStatus.Condition)
        /// Fails on its node.
        case fails
        /// Nobody takes notice.
        case isIgnored
    }

    static let finalizer = "kubevirt.io/foregroundDeleteVirtualMachine"

    private let client: KubernetesClient
    private let guest: @Sendable (VirtualMachineInstance) async throws -> any StandInGuest
    private let everywhere: Bool
    private let fate: @Sendable (VirtualMachineInstance) -> Fate
    private var guests: [String: any StandInGuest] = [:]
    private var uids: [VMIName: String] = [:]
    private var begun: Set<String> = []
    private var ending: Set<String> = []

    package init(
        _ client: KubernetesClient, host: FakeHost = FakeHost(), everywhere: Bool = false,
        fate: @escaping @Sendable (VirtualMachineInstance) -> Fate = { _ in .runs }
    ) {
        self.init(client, everywhere: everywhere, fate: fate) { vmi in
            StandInFakeGuest(uid: vmi.metadata.uid ?? "", host: host)
        }
    }

    /// `guest` is given a VMI that is about to run; one that it throws at fails.
    package init(
        _ client: KubernetesClient, everywhere: Bool,
        fate: @escaping @Sendable (VirtualMachineInstance) -> Fate = { _ in .runs },
        guest: @escaping @Sendable (VirtualMachineInstance) async throws -> any StandInGuest
    ) {
        self.client = client
        self.guest = guest
        self.everywhere = everywhere
        self.fate = fate
    }

    func guest(_ uid: String) -> StandInFakeGuest? { guests[uid] as? StandInFakeGuest }

    /// The guest of a VMI that runs.
    func running(_ vmi: VMIName) throws(MachineError) -> any StandInGuest {
        guard let uid = uids[vmi], let guest = guests[uid] else {
            throw MachineError(.channelLost, "400: Unable to connect to \(vmi.name) because it does not run")
        }
        return guest
    }

    /// The guest of a machine, for the test to have its way with.
    package func guest(of name: String) throws -> FakeGuest {
        guard let uid = uids.first(where: { $0.key.name == name })?.value, let guest = guest(uid) else {
            throw MachineError(.notFound, "no such guest")
        }
        return guest.guest
    }

    /// Works until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchMachines() }
            group.addTask { await self.collect(Secret.self, Resource("v1", "secrets")) }
            group.addTask { await self.collect(StandInPod.self, Resource("v1", "pods")) }
        }
    }

    /// Ends what is still there of its guests.
    func endAll() async {
        for guest in guests.values { await guest.end() }
        guests = [:]
    }

    private func watchMachines() async {
        let iterator = client.watch(
            VirtualMachineInstance.self, .virtualMachineInstances, allNamespaces: everywhere
        ).makeAsyncIterator()
        do {
            while let event = try await iterator.next() {
                switch event {
                case .added(let vmi), .modified(let vmi): take(vmi)
                case .deleted(let identity, _):
                    ending.insert(identity.uid)
                    await guests.removeValue(forKey: identity.uid)?.end()
                case .synchronized: break
                }
            }
        } catch {
            // The test is over.
        }
    }

    private func take(_ vmi: VirtualMachineInstance) {
        guard let uid = vmi.metadata.uid else { return }
        if vmi.metadata.deletionTimestamp != nil {
            guard ending.insert(uid).inserted else { return }
            Task { await self.end(vmi, uid) }
            return
        }
        guard begun.insert(uid).inserted else { return }
        Task { await self.begin(vmi, uid) }
    }

    private func begin(_ vmi: VirtualMachineInstance, _ uid: String) async {
        let name = VMIName(namespace: vmi.metadata.namespace ?? "", name: vmi.metadata.name ?? "")
        switch fate(vmi) {
        case .isIgnored: return
        case .waits(let condition):
            await patch(name, StandInStatus.words(.scheduling, conditions: [condition]), finalizer: Self.finalizer)
        case .fails:
            await patch(name, StandInStatus.words(.scheduling), finalizer: Self.finalizer)
            await patch(name, StandInStatus.words(.failed))
        case .runs:
            await patch(name, StandInStatus.words(.scheduling), finalizer: Self.finalizer)
            await patch(name, StandInStatus.words(.scheduled))
            // It may have been deleted meanwhile.
            guard !ending.contains(uid) else { return }
            guard let guest = try? await guest(vmi) else { return await patch(name, StandInStatus.words(.failed)) }
            guard !ending.contains(uid) else { return await guest.end() }
            guests[uid] = guest
            uids[name] = uid
            await patch(name, StandInStatus.words(.running, conditions: [StandInStatus.ready]))
            guard guests[uid] != nil else { return }
            guest.begin()
            await guest.waitUntilOff()
            await guest.end()
            await patch(name, StandInStatus.words(.succeeded))
        }
    }

    private func end(_ vmi: VirtualMachineInstance, _ uid: String) async {
        let name = VMIName(namespace: vmi.metadata.namespace ?? "", name: vmi.metadata.name ?? "")
        await guests.removeValue(forKey: uid)?.end()
        uids[name] = nil
        // An empty list of finalizers is the end of it.
        while !Task.isCancelled {
            do throws(KubernetesError) {
                _ = try await client.patch(
                    VirtualMachineInstance.self, .virtualMachineInstances, name.name, in: name.namespace,
                    merge: .object(["metadata": .object(["finalizers": .null])]))
                return
            } catch {
                if error.code != .conflict { return }
            }
        }
    }

    /// Its own `status`: VMIs have no subresource for it.
    func patch(_ name: VMIName, _ status: JSONValue, finalizer: String? = nil) async {
        var patch: [String: JSONValue] = ["status": status]
        if let finalizer {
            patch["metadata"] = .object(["finalizers": .array([.string(finalizer)])])
        }
        _ = try? await client.patch(
            VirtualMachineInstance.self, .virtualMachineInstances, name.name, in: name.namespace,
            merge: .object(patch))
    }

    /// Deletes what an object owned when that is gone, as a cluster's collector does.
    private func collect<Owner: KubernetesObject>(_ type: Owner.Type, _ resource: Resource) async {
        let iterator = client.watch(type, resource, allNamespaces: everywhere).makeAsyncIterator()
        while let event = try? await iterator.next() {
            guard case .deleted(let identity, _) = event else { continue }
            for (kind, name) in await owned(by: identity) {
                try? await client.delete(kind, name, in: identity.namespace)
            }
        }
    }

    private func owned(by owner: ObjectIdentity) async -> [(Resource, String)] {
        var found: [(Resource, String)] = []
        for kind in [
            Resource("v1", "secrets"), Resource("coordination.k8s.io/v1", "leases"), .virtualMachineInstances,
            Resource("cdi.kubevirt.io/v1beta1", "datavolumes"),
        ] {
            let list = try? await client.list(StandInPod.self, kind, in: owner.namespace)
            for object in list?.items ?? [] where object.isOwned(by: owner.uid) {
                if let name = object.metadata.name { found.append((kind, name)) }
            }
        }
        return found
    }
}

/// Any object, of which only the metadata matters; a pod or a namespace where it is made.
struct StandInPod: KubernetesObject {
    static let apiVersion = "v1"
    static let kind = ""
    var metadata: ObjectMeta

    func isOwned(by uid: String) -> Bool { metadata.ownerReferences?.contains { $0.uid == uid } ?? false }
}
