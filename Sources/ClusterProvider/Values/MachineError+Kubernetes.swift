import KubeVirt
import Kubeconfig
import Kubernetes
import Machines

extension MachineError {
    /// What an API server said, in the words of machines.
    static func cluster(_ error: KubernetesError, namespace: String) -> MachineError {
        let details = error.status?.details
        switch error.code {
        case .cancelled: return MachineError(.cancelled, "cancelled while the cluster was asked to \(error.operation)")
        case .notServed where error.operation.contains("cdi.kubevirt.io"):
            return MachineError(
                .hostNotReady,
                "the cluster makes no disks: CDI (containerized-data-importer) is not installed there; have its "
                    + "administrator install it, or use an image of a registry (image.source.registry, --container-disk)",
                cause: error)
        case .notServed where error.operation.contains("kubevirt.io"):
            return MachineError(
                .hostNotReady,
                "the cluster does not know virtual machines: KubeVirt is not installed there, or in a version without "
                    + "kubevirt.io/v1; have its administrator install it, or choose another context", cause: error)
        case .notFound where details?.kind == "namespaces":
            return MachineError(
                .notFound,
                "the cluster has no namespace ‘\(details?.name ?? namespace)’; make it (kubectl create namespace "
                    + "\(namespace)) or choose another one (-n)", cause: error)
        case .terminating:
            return MachineError(
                .hostNotReady,
                "the namespace ‘\(namespace)’ is being deleted; wait until it is gone and make it again, or choose another "
                    + "one (-n)", cause: error)
        case .invalid where !error.causes.isEmpty: return .refused(error.causes)
        case .invalid where !error.unknownFields.isEmpty:
            return .refused(
                error.unknownFields.map {
                    StatusCause(
                        field: $0,
                        message: "the cluster does not know this field: its KubeVirt is older than that (mayfly doctor "
                            + "tells its version). Leave the field out, have KubeVirt upgraded, or choose another context",
                        reason: .fieldValueNotSupported)
                })
        case .invalid: return MachineError(.invalidInput, "the cluster refuses it", cause: error)
        case .forbidden where error.status?.message?.contains("exceeded quota") == true:
            return MachineError(
                .hostNotReady,
                "the namespace ‘\(namespace)’ has no room for it: its quota is used up (kubectl describe quota -n "
                    + "\(namespace))", cause: error)
        case .forbidden:
            let isImages = ["cdi.kubevirt.io", "storageclasses"].contains { error.operation.contains($0) }
            return MachineError(
                .hostNotReady,
                "the cluster does not allow us to \(error.operation); ask its administrator for that right (mayfly cluster "
                    + "rbac -n \(namespace)\(isImages ? " --feature images" : ""))", cause: error)
        case .tooMany, .server, .unreachable:
            return MachineError(.hostNotReady, "the cluster's API server does not answer as it should", cause: error)
        default: return MachineError(.hostNotReady, "the cluster did not \(error.operation)", cause: error)
        }
    }

    func named(_ machine: String) -> MachineError {
        var copy = self
        copy.machine = machine
        return copy
    }
}

extension KubernetesError {
    /// Fields that the server's definition of the kind does not have, in the words of its strict decoding.
    fileprivate var unknownFields: [String] {
        guard let said = status?.message, said.contains("strict decoding error") else { return [] }
        return said.matches(of: /unknown field "([^"]+)"/).map { String($0.output.1) }
    }
}
