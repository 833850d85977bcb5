import KubeVirt
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// What is told of a cluster, on a real API server; KubeVirt and its nodes are objects that the test makes.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct ClusterDoctorTests {
    private func statuses(_ findings: [Finding], _ status: Finding.Status) -> [String] {
        findings.filter { $0.status == status }.map(\.name)
    }

    private func finding(_ findings: [Finding], _ name: String) throws -> Finding {
        try #require(findings.first { $0.name == name })
    }

    /// A kind of which the server knows no field.
    private func define(
        _ kind: String, _ plural: String, _ group: String, _ version: String, _ scope: String,
        in space: TestCluster.Space
    ) async throws {
        let schema = #"{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}"#
        try await space.post(
            text: """
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                "metadata":{"name":"\(plural).\(group)"},
                "spec":{"group":"\(group)","scope":"\(scope)","names":{"kind":"\(kind)","plural":"\(plural)"},
                "versions":[{"name":"\(version)","served":true,"storage":true,"schema":\(schema)}]}}
                """, to: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")
    }

    private func install(_ space: TestCluster.Space) async throws {
        try await define("KubeVirt", "kubevirts", "kubevirt.io", "v1", "Namespaced", in: space)
        try await define("CDI", "cdis", "cdi.kubevirt.io", "v1beta1", "Cluster", in: space)
        let kubeVirt = """
            {"apiVersion":"kubevirt.io/v1","kind":"KubeVirt","metadata":{"name":"kubevirt"},
            "spec":{"configuration":{"developerConfiguration":{"featureGates":["Snapshot"],"useEmulation":true}}},
            "status":{"phase":"Deployed","observedKubeVirtVersion":"v1.7.0"}}
            """
        let importer = """
            {"apiVersion":"cdi.kubevirt.io/v1beta1","kind":"CDI","metadata":{"name":"cdi"},
            "status":{"phase":"Deployed","observedVersion":"v1.63.0"}}
            """
        // A kind that was only just defined is served a moment later.
        let isInstalled = try await eventually {
            let path = "/apis/kubevirt.io/v1/namespaces/\(space.client.namespace)/kubevirts"
            return (try? await space.post(text: kubeVirt, to: path)) != nil
        }
        #expect(isInstalled)
        #expect(
            try await eventually {
                (try? await space.post(text: importer, to: "/apis/cdi.kubevirt.io/v1beta1/cdis")) != nil
            })
        try await space.post(
            text: """
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"kubevirt.io/schedulable":"true"}}}
                """, to: "/api/v1/nodes")
        let status: [String: JSONValue] = [
            "allocatable": .object(["devices.kubevirt.io/kvm": .string("1k")]),
            "conditions": .array([.object(["type": .string("Ready"), "status": .string("True")])]),
        ]
        _ = try await space.client.patch(
            ClusterNode.self, .nodes, "n1", merge: .object(["status": .object(status)]), subresource: "status")
        try await space.post(
            text: """
                {"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","provisioner":"none","metadata":{"name":"local",
                "annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}
                """, to: "/apis/storage.k8s.io/v1/storageclasses")
    }

    @Test func `a cluster without KubeVirt lacks it, and one with all of it has all`() async throws {
        try await TestCluster.withNamespace { space async throws in
            // The suite's server has one for the other tests.
            try await space.client.delete(.storageClasses, "standard")
            let bare = await ClusterDoctor(space.client).examine()
            #expect(statuses(bare, .no) == ["KubeVirt", "nodes"])
            #expect(try finding(bare, "KubeVirt").detail.contains("not installed"))
            #expect(statuses(bare, .less) == ["CDI", "upload proxy", "storage classes"])
            try await install(space)
            let upload = try StandInUpload(for: space.cdi)
            try await space.setUploadProxy(upload.url)
            let whole = await ClusterDoctor(space.client).examine()
            #expect(whole.filter { $0.status != .yes } == [])
            #expect(try finding(whole, "KubeVirt").detail == "v1.7.0")
            #expect(try finding(whole, "feature gates").detail == "Snapshot")
            #expect(try finding(whole, "nodes").detail.contains("KVM"))
            #expect(try finding(whole, "API server").detail.hasPrefix("v1."))
            // Every rule is asked for.
            #expect(whole.count == 8 + AccessRule.all.count)
            #expect(try finding(whole, "upload proxy").detail == "it answers at \(upload.url)")
            #expect(upload.files.isEmpty)
            #expect(whole.allSatisfy { $0.status == .yes || $0.remedy?.isEmpty == false })
        }
    }

    @Test func `who may only read is told of every right that is missing, with its remedy`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let findings = await ClusterDoctor(try space.client(of: "viewer")).examine()
            let machines = try finding(findings, "machines: virtualmachineinstances")
            #expect(machines.status == .no && machines.detail.contains("create, delete;"))
            #expect(machines.remedy?.contains("mayfly cluster rbac -n \(space.client.namespace)") == true)
            #expect(try finding(findings, "keep: secrets").status == .less)
            #expect(try finding(findings, "explain: pods").status == .yes)
        }
    }

    @Test func `who may not look has that told, and his namespace is found by what is only thought of`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let path = "/apis/rbac.authorization.k8s.io/v1/namespaces/\(space.client.namespace)"
            let role = try #require(ClusterRights(ClusterFeature.usual, namespace: nil).role)
            try await space.post(role, to: "\(path)/roles")
            try await space.post(
                RoleBinding(role, .init(name: "runner", namespace: "default")), to: "\(path)/rolebindings")
            let findings = await ClusterDoctor(try space.client(of: "runner")).examine()
            #expect(statuses(findings, .no) == [])
            #expect(try finding(findings, "namespace").status == .yes)
            #expect(try finding(findings, "nodes").remedy?.contains("--feature doctor") == true)
            #expect(findings.filter { $0.name.hasPrefix("machines: ") }.allSatisfy { $0.status == .yes })
            #expect(try await space.names(.leases) == [])
        }
    }

    @Test func `a namespace that is not there is told with its remedy`() async throws {
        try await TestCluster.withNamespace { space async throws in
            var settings = ClusterSettings(environment: [:])
            settings.namespace = "no-such"
            let findings = await ClusterDoctor(space.client, settings: settings).examine()
            let namespace = try finding(findings, "namespace")
            #expect(namespace.status == .no && namespace.remedy?.contains("kubectl create namespace no-such") == true)
        }
    }
}

/// What is asked of a cluster where each run has a namespace of its own.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(10))) struct OwnNamespaceDoctorTests {
    private func rights(_ space: TestCluster.Space) async throws -> [Finding] {
        var settings = ClusterSettings(environment: [:])
        settings.namespacePerRun = true
        return await ClusterDoctor(try space.client(of: "runner"), settings: settings).rights()
    }

    @Test func `rights in one namespace are not enough, and the remedy has all features that are`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let path = "/apis/rbac.authorization.k8s.io/v1"
            let narrow = try #require(ClusterRights(ClusterFeature.usual, namespace: nil).role)
            let home = "\(path)/namespaces/\(space.client.namespace)"
            try await space.post(narrow, to: "\(home)/roles")
            let account = RoleBinding.Subject(name: "runner", namespace: "default")
            try await space.post(RoleBinding(narrow, account), to: "\(home)/rolebindings")
            let before = try await rights(space)
            let machines = try #require(before.first { $0.name == "machines: virtualmachineinstances" })
            #expect(machines.status == .no && machines.detail.contains("watch in all namespaces; without it"))
            let remedy = try #require(machines.remedy)
            let words = remedy.split(separator: " ").map(String.init)
            let features = zip(words, words.dropFirst()).filter { $0.0 == "--feature" }.compactMap {
                ClusterFeature(rawValue: $0.1)
            }
            #expect(features.contains(.namespaces) && features.contains(.objects))
            #expect(before.first { $0.name == "namespaces: namespaces" }?.status == .no)
            // Neither can be had there.
            #expect(!before.contains { $0.name.hasPrefix("keep: ") || $0.name.hasPrefix("images: ") })
            // What the remedy says is enough.
            let wide = try #require(ClusterRights(Set(features), namespace: nil).clusterRole)
            try await space.post(wide, to: "\(path)/clusterroles")
            try await space.post(RoleBinding(wide, account), to: "\(path)/clusterrolebindings")
            let after = try await rights(space).filter { !$0.name.hasPrefix("doctor: ") }
            #expect(after.filter { $0.status != .yes } == [])
            let told = after.map { "\($0.name): \($0.detail)" }
            #expect(told.contains("machines: leases: create, delete, list, patch in all namespaces"))
        }
    }
}

/// Nodes, judged without a cluster.
@Suite struct ClusterNodeTests {
    private func node(_ ready: String = "True", kvm: String? = nil, label: String? = "true", cordoned: Bool = false)
        -> ClusterNode
    {
        var labels: [String: String] = [:]
        labels["kubevirt.io/schedulable"] = label
        return ClusterNode(
            metadata: ObjectMeta(labels: labels), spec: .init(unschedulable: cordoned),
            status: .init(
                allocatable: kvm.map { ["devices.kubevirt.io/kvm": $0] },
                conditions: [.init(type: "Ready", status: ready)]))
    }

    private func status(_ nodes: [ClusterNode], emulation: Bool? = false) -> Finding.Status {
        ClusterDoctor.judge(nodes, usesEmulation: emulation).status
    }

    @Test func `a node counts that is ready, open to pods and marked by KubeVirt`() {
        #expect(status([node(kvm: "110"), node("False", kvm: "110")]) == .yes)
        #expect(status([node("False", kvm: "110")]) == .no)
        #expect(status([node(kvm: "110", label: "false")]) == .no)
        #expect(status([node(kvm: "110", label: nil)]) == .no)
        #expect(status([node(kvm: "110", cordoned: true)]) == .no)
        #expect(status([]) == .no)
    }

    @Test func `without KVM machines are slow where KubeVirt emulates, and none elsewhere`() {
        #expect(status([node(kvm: "0")], emulation: true) == .slow)
        #expect(status([node()], emulation: false) == .no)
        #expect(ClusterDoctor.judge([node()], usesEmulation: nil).remedy?.contains("useEmulation") == true)
    }
}
