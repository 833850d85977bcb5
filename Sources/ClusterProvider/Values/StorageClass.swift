import KubeVirt
import Kubernetes

/// A way that a cluster makes volumes (storage.k8s.io/v1), as far as it matters which there are.
struct StorageClass: KubernetesObject {
    static let apiVersion = "storage.k8s.io/v1"
    static let kind = "StorageClass"

    var metadata: ObjectMeta

    var isDefault: Bool {
        let keys = [
            "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class",
            "storageclass.kubevirt.io/is-default-virt-class",
        ]
        return keys.contains { metadata.annotations?[$0] == "true" }
    }
}
