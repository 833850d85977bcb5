package import KubeVirt
import Kubernetes

/// Rights, as rbac.authorization.k8s.io/v1 writes them: a Role, or a ClusterRole where they are of all namespaces.
package struct Role: Sendable, Hashable, Encodable {
    package struct Rule: Sendable, Hashable, Encodable {
        package var apiGroups: [String]
        package var resources: [String]
        package var verbs: [String]
    }

    package let apiVersion = RoleBinding.version
    package let kind: String
    package let metadata: ObjectMeta
    package let rules: [Rule]

    /// What features need; rights of one group and the same verbs are one rule.
    init(_ name: String, _ rules: [AccessRule], of kind: String, namespace: String?) {
        self.kind = kind
        metadata = ObjectMeta(labels: ["app.kubernetes.io/managed-by": "mayfly"], name: name, namespace: namespace)
        struct Thing: Hashable {
            var group: String
            var name: String
        }
        var verbs: [Thing: Set<String>] = [:]
        for rule in rules {
            verbs[Thing(group: rule.resource.group, name: rule.name), default: []].formUnion(rule.verbs.map(\.rawValue))
        }
        let ways = Dictionary(grouping: verbs.keys) { [$0.group] + (verbs[$0] ?? []).sorted() }
        self.rules = ways.map { way, things in
            Rule(apiGroups: [way[0]], resources: things.map(\.name).sorted(), verbs: Array(way.dropFirst()))
        }.sorted { ($0.apiGroups[0], $0.resources[0]) < ($1.apiGroups[0], $1.resources[0]) }
    }
}

/// Who has a role.
package struct RoleBinding: Sendable, Hashable, Encodable {
    static let group = "rbac.authorization.k8s.io"
    static let version = group + "/v1"

    package struct Reference: Sendable, Hashable, Encodable {
        package let apiGroup = RoleBinding.group
        package var kind: String
        package var name: String
    }

    package struct Subject: Sendable, Hashable, Encodable {
        package let kind = "ServiceAccount"
        package var name: String
        package var namespace: String

        package init(name: String, namespace: String) {
            self.name = name
            self.namespace = namespace
        }
    }

    package let apiVersion = RoleBinding.version
    package let kind: String
    package let metadata: ObjectMeta
    package let roleRef: Reference
    package let subjects: [Subject]

    init(_ role: Role, _ subject: Subject) {
        kind = role.kind + "Binding"
        // One for each account: another one's is not replaced.
        var metadata = role.metadata
        metadata.name = "\(role.metadata.name ?? "").\(subject.namespace).\(subject.name)"
        self.metadata = metadata
        roleRef = Reference(kind: role.kind, name: role.metadata.name ?? "")
        subjects = [subject]
    }
}
