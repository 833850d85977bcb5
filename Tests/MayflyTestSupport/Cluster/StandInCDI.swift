package import KubeVirt
package import Kubernetes

/// A stand-in for CDI's controllers, for one namespace of an API server that has none: moves each DataVolume through its
/// phases as CDI does, with nothing behind them.
package actor StandInCDI {
    /// What becomes of a volume.
    package enum Fate: Sendable {
        /// As its source has it; an upload waits for ``StandInCDI/received()``.
        case succeeds
        /// Comes as far as this phase and no further; a condition says why.
        case stays(String, DataVolumeStatus.Condition? = nil)
    }

    private static let resource = Resource("cdi.kubevirt.io/v1beta1", "datavolumes")

    private let client: KubernetesClient
    private let fate: @Sendable (DataVolume) -> Fate
    private var begun: Set<String> = []
    private var phases: [String: String] = [:]

    package init(_ client: KubernetesClient, fate: @escaping @Sendable (DataVolume) -> Fate = { _ in .succeeds }) {
        self.client = client
        self.fate = fate
    }

    /// Works until the task is cancelled.
    package func run() async {
        let iterator = client.watch(DataVolume.self, Self.resource).makeAsyncIterator()
        while let event = try? await iterator.next() {
            switch event {
            case .added(let volume), .modified(let volume):
                guard let uid = volume.metadata.uid, begun.insert(uid).inserted else { continue }
                await begin(volume)
            case .deleted(let identity, _): phases[identity.name] = nil
            case .synchronized: break
            }
        }
    }

    /// A whole file has come for whatever takes uploads; false when nothing does.
    package func received() async -> Bool {
        let waiting = phases.filter { $0.value == "UploadReady" }.keys
        for name in waiting { await set(name, "Succeeded") }
        return !waiting.isEmpty
    }

    private func begin(_ volume: DataVolume) async {
        guard let name = volume.metadata.name else { return }
        if case .stays(let phase, let condition) = fate(volume) { return await set(name, phase, condition) }
        let source = volume.spec.source
        if source?.upload != nil {
            for phase in ["UploadScheduled", "UploadReady"] { await set(name, phase) }
        } else if let golden = source?.pvc?.name {
            guard phases[golden] == "Succeeded" else {
                let condition = DataVolumeStatus.Condition(
                    message: "The source pvc \(golden) doesn't exist", reason: "CloneWithoutSource", status: "False",
                    type: "Bound")
                return await set(name, "Pending", condition)
            }
            for phase in ["CloneScheduled", "CloneInProgress", "Succeeded"] { await set(name, phase) }
        } else {
            for phase in ["ImportScheduled", "ImportInProgress", "Succeeded"] { await set(name, phase) }
        }
    }

    /// Has a volume be in a phase.
    package func set(_ name: String, _ phase: String, _ condition: DataVolumeStatus.Condition? = nil) async {
        phases[name] = phase
        var status: [String: JSONValue] = ["phase": .string(phase)]
        if let condition {
            var fields: [String: JSONValue] = [
                "type": .string(condition.type), "status": .string(condition.status),
            ]
            fields["reason"] = condition.reason.map { .string($0) }
            fields["message"] = condition.message.map { .string($0) }
            status["conditions"] = .array([.object(fields)])
        }
        _ = try? await client.patch(
            DataVolume.self, Self.resource, name, merge: .object(["status": .object(status)]), subresource: "status")
    }
}
