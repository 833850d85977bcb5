package import KubeVirt

/// Finds the objects that a machine names among those that came with it.
package struct ObjectFinder: Sendable {
    let objects: CompanionObjects
    let namespace: String?

    package init(objects: CompanionObjects, namespace: String?) {
        (self.objects, self.namespace) = (objects, namespace)
    }

    private func missing(_ kind: String, _ name: String, _ field: String) -> SeedError {
        SeedError(
            .object, field,
            "there is no \(kind) ‘\(name)’ in namespace \(namespace ?? "default") here; put it into the machine's file as "
                + "another document (kind: \(kind)), or into the fixture's objects")
    }

    package func configMap(_ name: String?, at field: String, isOptional: Bool) throws(SeedError) -> [String: [UInt8]] {
        if let found = objects.configMap(name ?? "", in: namespace) { return found.files }
        if isOptional { return [:] }
        throw missing(ConfigMap.kind, name ?? "", field)
    }

    package func secret(_ name: String?, at field: String, isOptional: Bool = false) throws(SeedError) -> [String:
        [UInt8]]
    {
        if let found = objects.secret(name ?? "", in: namespace) { return found.files }
        if isOptional { return [:] }
        throw missing(Secret.kind, name ?? "", field)
    }

    /// The first of these files of a secret.
    package func secret(_ name: String, at field: String, of names: [String]) throws(SeedError) -> [UInt8] {
        let files = try secret(name, at: field)
        if let file = names.lazy.compactMap({ files[$0] }).first { return file }
        throw SeedError(
            .object, field, "the secret ‘\(name)’ holds no \(names.joined(separator: " or ")); give it that key")
    }

    /// What a pod finds of its account: the token, the cluster's authority and the namespace.
    func account(_ name: String?, at field: String) throws(SeedError) -> [String: [UInt8]] {
        guard let token = objects.token(of: name ?? "", in: namespace) else {
            throw SeedError(
                .object, field,
                "there is no cluster here that gives ‘\(name ?? "")’ a token; put a Secret of type "
                    + "kubernetes.io/service-account-token, annotated kubernetes.io/service-account.name: \(name ?? ""), into "
                    + "the machine's file")
        }
        var files = token.files
        if files["namespace"] == nil { files["namespace"] = Array((namespace ?? "default").utf8) }
        return files
    }
}
