package import Kubernetes

/// Something that is asked of an API server, and what for.
///
/// ``all`` is the only list of it: the roles that `mayfly cluster rbac` prints and what the doctor asks about are made of
/// it, and `LeastPrivilegeTests` has a machine live with no other right.
package struct AccessRule: Sendable, Hashable {
    package enum Verb: String, Sendable, CaseIterable {
        case create, delete, get, list, patch, update, watch
    }

    package var feature: ClusterFeature
    package var resource: Resource
    package var subresource: String?
    package var verbs: [Verb]
    /// In every namespace: by a ClusterRole.
    package var isOfAllNamespaces = false

    init(
        _ feature: ClusterFeature, _ resource: Resource, _ subresource: String? = nil, _ verbs: Verb...,
        everywhere isOfAllNamespaces: Bool = false
    ) {
        self.feature = feature
        self.resource = resource
        self.subresource = subresource
        self.verbs = verbs
        self.isOfAllNamespaces = isOfAllNamespaces || !resource.isNamespaced
    }

    /// As roles and reviews name it.
    package var name: String { subresource.map { "\(resource.plural)/\($0)" } ?? resource.plural }

    package static let all =
        machines + VMIOrder.allCases.map { AccessRule(.control, .machineInstanceSubresources, $0.rawValue, .update) }
        + [
            // Read and patched: see KubernetesClient.update.
            AccessRule(.keep, .secrets, nil, .get, .patch),
            AccessRule(.explain, .pods, nil, .list),
            AccessRule(.explain, .events, nil, .list),
            AccessRule(.objects, .secrets, nil, .get),
            AccessRule(.objects, .configMaps, nil, .get),
            AccessRule(.objects, .persistentVolumeClaims, nil, .get),
            AccessRule(.objects, .dataVolumes, nil, .get),
        ] + images + namespaces + doctor

    private static let machines = [
        AccessRule(.machines, .virtualMachineInstances, nil, .create, .delete, .get, .list, .watch),
        // Records, seeds and keys.
        AccessRule(.machines, .secrets, nil, .create, .delete, .list),
        // An apply that makes one is both a patch and a creation.
        AccessRule(.machines, .leases, nil, .create, .delete, .list, .patch),
        AccessRule(.machines, .machineInstanceSubresources, "console", .get),
        AccessRule(.machines, .machineInstanceSubresources, "portforward", .get),
    ]

    private static let images = [
        // Read and patched when it was used: see KubernetesClient.update.
        AccessRule(.images, .dataVolumes, nil, .create, .delete, .get, .list, .patch, .watch),
        AccessRule(.images, .uploadTokenRequests, nil, .create),
        // Whose upload it is, and whether that process lives.
        AccessRule(.images, .leases, nil, .get),
        AccessRule(.images, .cdiConfigs, nil, .get),
        AccessRule(.images, .storageClasses, nil, .list),
    ]

    private static let namespaces = [
        AccessRule(.namespaces, .namespaces, nil, .create, .delete, .list),
        // What a fixture brings is made in its own namespace.
        AccessRule(.namespaces, .configMaps, nil, .create, everywhere: true),
        AccessRule(.namespaces, .persistentVolumeClaims, nil, .create, everywhere: true),
        AccessRule(.namespaces, .dataVolumes, nil, .create, everywhere: true),
    ]

    private static let doctor = [
        AccessRule(.doctor, .namespaces, nil, .get),
        AccessRule(.doctor, .nodes, nil, .list),
        AccessRule(.doctor, .storageClasses, nil, .list),
        AccessRule(.doctor, .kubeVirts, nil, .list, everywhere: true),
        AccessRule(.doctor, .containerizedDataImporters, nil, .list),
    ]
}

extension Resource {
    static let namespaces = Resource("v1", "namespaces", isNamespaced: false)
    static let nodes = Resource("v1", "nodes", isNamespaced: false)
    static let storageClasses = Resource("storage.k8s.io/v1", "storageclasses", isNamespaced: false)
    static let kubeVirts = Resource("kubevirt.io/v1", "kubevirts")
    static let containerizedDataImporters = Resource("cdi.kubevirt.io/v1beta1", "cdis", isNamespaced: false)
}
