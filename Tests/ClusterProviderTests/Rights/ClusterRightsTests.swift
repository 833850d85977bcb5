import KubeVirt
import Testing

@testable import ClusterProvider

/// Roles as values.
@Suite struct ClusterRightsTests {
    private func verbs(_ role: Role?, _ group: String, _ resource: String) -> [String]? {
        role?.rules.first { $0.apiGroups == [group] && $0.resources.contains(resource) }?.verbs
    }

    @Test func `what is usual is a role of one namespace`() {
        let rights = ClusterRights(ClusterFeature.usual, namespace: "ci")
        #expect(rights.clusterRole == nil)
        #expect(rights.role?.metadata.namespace == "ci" && rights.role?.kind == "Role")
        #expect(
            verbs(rights.role, "kubevirt.io", "virtualmachineinstances") == [
                "create", "delete", "get", "list", "watch",
            ])
        #expect(verbs(rights.role, "", "secrets") == ["create", "delete", "get", "list", "patch"])
        #expect(verbs(rights.role, "subresources.kubevirt.io", "virtualmachineinstances/reset") == ["update"])
    }

    @Test func `a feature that is not wanted brings no right`() {
        let role = ClusterRights([.machines], namespace: nil).role
        #expect(verbs(role, "", "secrets") == ["create", "delete", "list"])
        #expect(verbs(role, "", "pods") == nil)
        #expect(verbs(role, "subresources.kubevirt.io", "virtualmachineinstances/pause") == nil)
    }

    @Test func `what concerns all namespaces is a role of the cluster`() {
        let doctor = ClusterRights([.machines, .doctor], namespace: "ci")
        #expect(verbs(doctor.clusterRole, "", "nodes") == ["list"])
        #expect(verbs(doctor.clusterRole, "kubevirt.io", "kubevirts") == ["list"])
        #expect(verbs(doctor.clusterRole, "", "secrets") == nil)
        #expect(verbs(doctor.role, "", "nodes") == nil)
        // A namespace that is only going to be made has no role in it.
        let own = ClusterRights([.machines, .namespaces], namespace: "ci")
        #expect(own.role == nil && verbs(own.clusterRole, "", "secrets") == ["create", "delete", "list"])
    }

    @Test func `rights with the same verbs are one rule, and each verb is there once`() {
        for features in [ClusterFeature.usual, Set(ClusterFeature.allCases)] {
            for role in ClusterRights(features, namespace: nil).roles {
                let ways = role.rules.map { $0.apiGroups + $0.verbs }
                #expect(Set(ways).count == ways.count)
                for rule in role.rules { #expect(Set(rule.verbs).count == rule.verbs.count) }
            }
        }
    }

    @Test func `a binding names its role and its account`() {
        let bindings = ClusterRights([.machines, .doctor], namespace: "ci")
            .bindings(for: .init(name: "runner", namespace: "jobs"))
        #expect(bindings.map(\.kind) == ["RoleBinding", "ClusterRoleBinding"])
        #expect(bindings.map(\.roleRef.kind) == ["Role", "ClusterRole"])
        #expect(bindings.map(\.metadata.namespace) == ["ci", nil])
        #expect(bindings.map(\.roleRef.name) == ["mayfly-doctor", "mayfly-doctor"])
        #expect(bindings.map(\.metadata.name) == ["mayfly-doctor.jobs.runner", "mayfly-doctor.jobs.runner"])
        #expect(ClusterRights(ClusterFeature.usual, namespace: "ci").role?.metadata.name == "mayfly")
        #expect(bindings.allSatisfy { $0.subjects == [.init(name: "runner", namespace: "jobs")] })
    }
}
