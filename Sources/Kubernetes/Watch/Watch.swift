package import KubeVirt

/// What whoever watches is told.
package enum WatchEvent<Object: KubernetesObject>: Sendable {
    case added(Object)
    case modified(Object)
    /// The object as it was last, where the server has told.
    case deleted(ObjectIdentity, Object?)
    /// All objects that there were at the beginning have been told of.
    case synchronized
}

/// Objects of a kind and all that happens to them, for as long as one asks for more: a list first, then its changes.
///
/// Nothing runs while nobody asks; what comes meanwhile waits in the connection, and a bounded part of it in memory.
package struct Watch<Object: KubernetesObject>: AsyncSequence {
    let client: KubernetesClient
    let resource: Resource
    /// Nil for all.
    let namespace: String?
    let selection: Selection
    let pageSize: Int

    package func makeAsyncIterator() -> WatchIterator<Object> { WatchIterator(self) }
}

extension KubernetesClient {
    /// Watches the objects of a namespace, or of all.
    package func watch<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, in namespace: String? = nil, allNamespaces: Bool = false,
        _ selection: Selection = Selection(), pageSize: Int = 500
    ) -> Watch<Object> {
        Watch(
            client: self, resource: resource, namespace: allNamespaces ? nil : namespace ?? self.namespace,
            selection: selection, pageSize: pageSize)
    }
}
