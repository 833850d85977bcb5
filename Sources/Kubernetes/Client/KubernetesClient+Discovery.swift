import HTTP
import Synchronization

/// A kind as a server says that it serves it.
package struct ServedResource: Sendable, Hashable {
    package var resource: Resource
    package var kind: String
}

/// What a server was found to serve.
final class DiscoveryCache: Sendable {
    private let found = Mutex<[String: [ServedResource]]>([:])

    subscript(apiVersion: String) -> [ServedResource]? {
        get { found.withLock { $0[apiVersion] } }
        set { found.withLock { $0[apiVersion] = newValue } }
    }
}

private struct GroupList: Decodable {
    var groups: [Group]

    struct Group: Decodable {
        var name: String
        var versions: [Version]
        var preferredVersion: Version?
    }

    struct Version: Decodable {
        var groupVersion: String
    }
}

private struct ResourceList: Decodable {
    var resources: [Entry]

    struct Entry: Decodable {
        var name: String
        var kind: String
        var namespaced: Bool
    }
}

/// What a server is (`/version`).
package struct ServerVersion: Sendable, Hashable, Decodable {
    /// Such as `v1.36.4`.
    package var gitVersion: String
}

extension KubernetesClient {
    package func serverVersion() async throws(KubernetesError) -> ServerVersion {
        try await send(Call(.get, "/version", operation: "get version"), as: ServerVersion.self)
    }

    /// Groups beside the core, and their versions, the preferred one first.
    package func groups() async throws(KubernetesError) -> [String: [String]] {
        let list = try await send(Call(.get, "/apis", operation: "get API groups"), as: GroupList.self)
        var groups: [String: [String]] = [:]
        for group in list.groups {
            let preferred = group.preferredVersion?.groupVersion
            let versions = group.versions.map(\.groupVersion)
            groups[group.name] = versions.filter { $0 == preferred } + versions.filter { $0 != preferred }
        }
        return groups
    }

    /// What is served in an API version, subresources as `NAME/SUBRESOURCE` among them. Asked once, when it is there.
    package func resources(in apiVersion: String) async throws(KubernetesError) -> [ServedResource] {
        if let known = discovered[apiVersion] { return known }
        let list = try await send(
            Call(.get, Resource.root(of: apiVersion), operation: "get API \(apiVersion)"), as: ResourceList.self)
        let found = list.resources.map { entry in
            ServedResource(
                resource: Resource(apiVersion, entry.name, isNamespaced: entry.namespaced), kind: entry.kind)
        }
        discovered[apiVersion] = found
        return found
    }

    /// Where objects of a kind lie.
    package func resource(of kind: String, in apiVersion: String) async throws(KubernetesError) -> Resource {
        let wasKnown = discovered[apiVersion] != nil
        func find() async throws(KubernetesError) -> Resource? {
            try await resources(in: apiVersion).first { $0.kind == kind && !$0.resource.plural.contains("/") }?.resource
        }
        if let found = try await find() { return found }
        if wasKnown {
            // It may have been installed since.
            discovered[apiVersion] = nil
            if let found = try await find() { return found }
        }
        throw KubernetesError(
            .notServed, "find \(kind)", "the server does not serve this kind in \(apiVersion); is its version older?")
    }
}
