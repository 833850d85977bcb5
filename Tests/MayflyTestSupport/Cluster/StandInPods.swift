import FoundationEssentials
import HTTP
import KubeVirt
import Kubernetes
import Lifecycle

/// The pods in which KubeVirt would run guests: nothing runs in them.
struct StandInPods: Sendable {
    let client: KubernetesClient

    /// Makes the pod of a VMI that runs, which asks for KVM where that runs guests.
    func make(for vmi: VirtualMachineInstance, on accelerator: Accelerator) async throws {
        let namespace = vmi.metadata.namespace ?? client.namespace
        // An API server alone makes no account for a namespace.
        _ = try? await client.create(
            StandInPod(metadata: ObjectMeta(name: "default")), Resource("v1", "serviceaccounts"), in: namespace)
        let limits: [String: JSONValue] = accelerator == .kvm ? ["devices.kubevirt.io/kvm": .string("1")] : [:]
        let container: JSONValue = .object([
            "name": .string("compute"), "image": .string("none"), "resources": .object(["limits": .object(limits)]),
        ])
        let labels: JSONValue = .object(["kubevirt.io/created-by": .string(vmi.metadata.uid ?? "")])
        let pod: JSONValue = .object([
            "apiVersion": .string("v1"), "kind": .string("Pod"),
            "metadata": .object(["name": .string(Self.name(of: vmi)), "labels": labels]),
            "spec": .object(["containers": .array([container]), "automountServiceAccountToken": .bool(false)]),
        ])
        _ = try await client.send(
            Call(
                .post, "/api/v1/namespaces/\(namespace)/pods", body: (.json, Array(try JSONEncoder().encode(pod))),
                operation: "create a pod"))
    }

    func remove(of vmi: VirtualMachineInstance) async {
        try? await client.delete(
            Resource("v1", "pods"), Self.name(of: vmi), in: vmi.metadata.namespace ?? client.namespace)
    }

    private static func name(of vmi: VirtualMachineInstance) -> String {
        "virt-launcher-\(vmi.metadata.name ?? "")"
    }
}
