import KubeVirt

/// The pod that this process runs in, as its manifest tells it by the downward API: what is made in its namespace ends
/// with it, however that ends.
enum PodIdentity {
    static let nameKey = "MAYFLY_POD_NAME"
    static let uidKey = "MAYFLY_POD_UID"
    static let namespaceKey = "MAYFLY_POD_NAMESPACE"

    /// Nil outside a pod, and for objects of another namespace, which a pod cannot own.
    static func owner(_ environment: [String: String], in namespace: String) -> OwnerReference? {
        guard let name = environment[nameKey], !name.isEmpty, let uid = environment[uidKey], !uid.isEmpty,
            environment[namespaceKey] == namespace
        else { return nil }
        return OwnerReference(apiVersion: "v1", kind: "Pod", name: name, uid: uid)
    }
}
