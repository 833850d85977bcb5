import ClusterProvider
import Host
import KubeVirt
package import Kubernetes
import Offload

/// Moves VMIs through their phases, and lets those go that are deleted: all that KubeVirt's controllers have to do for a
/// benchmark. A process of its own, so that what it takes is not counted.
package struct ClusterStandIn: Sendable {
    private static let finalizer = "kubevirt.io/foregroundDeleteVirtualMachine"

    private let client: KubernetesClient

    package init(_ client: KubernetesClient) { self.client = client }

    /// Has one at work in a process of its own, by a program that can be one, while a body runs.
    package static func working<Value: Sendable>(
        by worker: String, _ body: () async throws -> Value
    ) async throws -> Value {
        let standIn = Task {
            try await Child.run(worker, ["stand-in"], limit: .seconds(24 * 3600))
        }
        return try await finishing {
            try await body()
        } finally: {
            standIn.cancel()
            _ = await standIn.result
        }
    }

    package func run() async throws {
        let iterator = client.watch(VirtualMachineInstance.self, .virtualMachineInstances).makeAsyncIterator()
        var begun: Set<String> = []
        var ended: Set<String> = []
        try await withThrowingDiscardingTaskGroup { group in
            while let event = try await iterator.next() {
                guard case .added(let vmi) = event.asAdded, let uid = vmi.metadata.uid, let name = vmi.metadata.name
                else {
                    continue
                }
                if vmi.metadata.deletionTimestamp != nil {
                    guard ended.insert(uid).inserted else { continue }
                    group.addTask { await patch(name, ["metadata": .object(["finalizers": .null])]) }
                } else if begun.insert(uid).inserted {
                    group.addTask { await begin(name) }
                }
            }
        }
    }

    private func begin(_ name: String) async {
        let finalizers: JSONValue = .object(["finalizers": .array([.string(Self.finalizer)])])
        await patch(name, ["metadata": finalizers, "status": Self.status("Scheduling")])
        for phase in ["Scheduled", "Running"] { await patch(name, ["status": Self.status(phase)]) }
    }

    private static func status(_ phase: String) -> JSONValue { .object(["phase": .string(phase)]) }

    /// What has been deleted meanwhile needs no patch.
    private func patch(_ name: String, _ fields: [String: JSONValue]) async {
        _ = try? await client.patch(
            VirtualMachineInstance.self, .virtualMachineInstances, name, merge: .object(fields))
    }
}

extension WatchEvent {
    /// A change as if it were new: only the object counts.
    fileprivate var asAdded: WatchEvent {
        if case .modified(let object) = self { .added(object) } else { self }
    }
}
