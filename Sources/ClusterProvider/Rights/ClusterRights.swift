/// What some features need, as roles.
package struct ClusterRights: Sendable, Hashable {
    package static let name = "mayfly"

    /// In one namespace; nil where nothing is needed there alone.
    package var role: Role?
    /// In all of them; nil where nothing is.
    package var clusterRole: Role?

    /// `namespace` is where the role and its binding lie; kubectl's own when nil.
    ///
    /// Other features are roles of another name, so that one does not take away what another has given.
    package init(_ features: Set<ClusterFeature>, namespace: String?) {
        let more = features == ClusterFeature.usual ? [] : features.subtracting([.machines]).map(\.rawValue).sorted()
        let name = ([Self.name] + more).joined(separator: "-")
        let rules = AccessRule.all.filter { features.contains($0.feature) }
        // Nobody knows beforehand what a run's own namespace is called.
        let isEverywhere = features.contains(.namespaces)
        let (wide, narrow) = (
            rules.filter { isEverywhere || $0.isOfAllNamespaces },
            rules.filter { !isEverywhere && !$0.isOfAllNamespaces }
        )
        if !narrow.isEmpty { role = Role(name, narrow, of: "Role", namespace: namespace) }
        if !wide.isEmpty { clusterRole = Role(name, wide, of: "ClusterRole", namespace: nil) }
    }

    package var roles: [Role] { [role, clusterRole].compactMap(\.self) }

    package func bindings(for subject: RoleBinding.Subject) -> [RoleBinding] {
        roles.map { RoleBinding($0, subject) }
    }
}
