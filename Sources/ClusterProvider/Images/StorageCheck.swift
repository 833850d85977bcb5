import KubeVirt
import Kubernetes
import Machines

/// Looks ahead whether the cluster has storage for a disk: a DataVolume without any waits for ever, and says nothing.
struct StorageCheck: Sendable {
    let cluster: Cluster

    /// Whoever may not look is not held up.
    func run(_ wanted: String?) async throws(MachineError) {
        let list = try? await cluster.client.list(StorageClass.self, .storageClasses)
        guard let classes = list?.items else { return }
        if let failure = Self.failure(classes, wanted) { throw failure }
    }

    static func failure(_ classes: [StorageClass], _ wanted: String?) -> MachineError? {
        let names = classes.compactMap(\.metadata.name).sorted()
        let choice = names.isEmpty ? "it has none" : "it has " + names.joined(separator: ", ")
        let remedy =
            names.isEmpty
            ? "have its administrator install storage, or push the image to a registry instead"
            : "name one of them (--storage-class NAME or MAYFLY_STORAGE_CLASS)"
        guard let wanted else {
            guard !classes.contains(where: \.isDefault) else { return nil }
            return MachineError(.hostNotReady, "the cluster has no default storage class; \(choice): \(remedy)")
        }
        guard !names.contains(wanted) else { return nil }
        return MachineError(.hostNotReady, "the cluster has no storage class ‘\(wanted)’; \(choice): \(remedy)")
    }
}
