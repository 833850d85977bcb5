import HTTP

/// A kind of objects as an API server serves it.
package struct Resource: Sendable, Hashable {
    /// Empty for Kubernetes' own core.
    package var group: String
    package var version: String
    /// Such as `virtualmachineinstances`.
    package var plural: String
    package var isNamespaced: Bool

    /// `apiVersion` is `v1` or `GROUP/VERSION`.
    package init(_ apiVersion: String, _ plural: String, isNamespaced: Bool = true) {
        let parts = apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
        group = parts.count == 2 ? parts[0] : ""
        version = parts.last ?? ""
        self.plural = plural
        self.isNamespaced = isNamespaced
    }

    package static let configMaps = Resource("v1", "configmaps")

    package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// Where it lies on the server; of all namespaces when none is given.
    func path(namespace: String? = nil, name: String? = nil, subresource: String? = nil) -> String {
        var path = Resource.root(of: apiVersion)
        if isNamespaced, let namespace { path += "/namespaces/\(namespace.escaped)" }
        path += "/\(plural.escaped)"
        if let name { path += "/\(name.escaped)" }
        if let subresource { path += "/\(subresource)" }
        return path
    }

    static func root(of apiVersion: String) -> String {
        apiVersion.contains("/") ? "/apis/\(apiVersion)" : "/api/\(apiVersion)"
    }
}

extension Resource: CustomStringConvertible {
    /// As kubectl writes it: `virtualmachineinstances.kubevirt.io`.
    package var description: String { group.isEmpty ? plural : "\(plural).\(group)" }
}
