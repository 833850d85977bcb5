import HTTP
package import KubeVirt

/// Objects of a list, and what the list says of itself.
package struct ObjectList<Object: Decodable & Sendable>: Decodable, Sendable {
    package var metadata: ListMeta
    package var items: [Object]

    private enum Key: String, CodingKey { case metadata, items }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        metadata = try container.decodeIfPresent(ListMeta.self, forKey: .metadata) ?? ListMeta()
        items = try container.decodeIfPresent([Object].self, forKey: .items) ?? []
    }

    init(metadata: ListMeta, items: [Object]) {
        self.metadata = metadata
        self.items = items
    }
}

extension KubernetesClient {
    /// Where an object of a kind lies: in the namespace that is said, else in the access's.
    func path(
        _ resource: Resource, _ name: String? = nil, in namespace: String? = nil, subresource: String? = nil
    ) -> String {
        resource.path(namespace: namespace ?? self.namespace, name: name, subresource: subresource)
    }

    func words(_ verb: String, _ resource: Resource, _ name: String? = nil, in namespace: String? = nil) -> String {
        let place = resource.isNamespaced ? [namespace ?? self.namespace, name] : [name]
        let object = place.compactMap(\.self).joined(separator: "/")
        return object.isEmpty ? "\(verb) \(resource)" : "\(verb) \(resource) \(object)"
    }

    package func get<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, _ name: String, in namespace: String? = nil
    ) async throws(KubernetesError) -> Object {
        try await send(
            Call(
                .get, path(resource, name, in: namespace),
                operation: words("get", resource, name, in: namespace)), as: type)
    }

    /// One page of a list; `allNamespaces` has those of all. `continuation` is of the page before.
    package func page<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, in namespace: String? = nil, allNamespaces: Bool = false,
        _ selection: Selection = Selection(), limit: Int? = nil, continuation: String? = nil
    ) async throws(KubernetesError) -> ObjectList<Object> {
        var query = selection.query
        if let limit { query.append(("limit", String(limit))) }
        if let continuation { query.append(("continue", continuation)) }
        let path = allNamespaces ? resource.path() : self.path(resource, in: namespace)
        return try await send(
            Call(.get, path, query: query, operation: words("list", resource, in: allNamespaces ? "" : namespace)),
            as: ObjectList<Object>.self)
    }

    /// The whole list as it was at one moment, read in pages.
    ///
    /// A server forgets old versions after some minutes (410): then the list is read from its beginning again, and the
    /// third time without pages, which cannot expire.
    package func list<Object: KubernetesObject>(
        _ type: Object.Type, _ resource: Resource, in namespace: String? = nil, allNamespaces: Bool = false,
        _ selection: Selection = Selection(), pageSize: Int = 500
    ) async throws(KubernetesError) -> ObjectList<Object> {
        for attempt in 0... {
            var items: [Object] = []
            var continuation: String?
            do throws(KubernetesError) {
                repeat {
                    let page = try await page(
                        type, resource, in: namespace, allNamespaces: allNamespaces, selection,
                        limit: attempt < 2 ? pageSize : nil, continuation: continuation)
                    items += page.items
                    continuation = page.metadata.continue.flatMap { $0.isEmpty ? nil : $0 }
                    if continuation == nil { return ObjectList(metadata: page.metadata, items: items) }
                } while true
            } catch {
                guard error.code == .expired, continuation != nil, attempt < 2 else { throw error }
            }
        }
        preconditionFailure("the loop ends by returning")
    }
}
