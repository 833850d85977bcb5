package import ClusterProvider
package import Fixtures
import FoundationEssentials
import HTTP
package import KubeVirt
import Kubeconfig
package import Kubernetes
import Machines
import Offload
package import Testing

/// A real API server with KubeVirt's kinds, for all tests of a suite: `@Suite(.testCluster)`, then
/// `TestCluster.withNamespace`.
package struct TestCluster: SuiteTrait, TestScoping {
    @TaskLocal private static var scoped: APIServer?

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await APIServer.withServer { server in
            let client = KubernetesClient(try ClusterAccess.find(file: server.configuration, environment: [:]))
            try await Self.define(with: client)
            try await Self.$scoped.withValue(server) { try await function() }
        }
    }

    private struct MissingTrait: Error, CustomStringConvertible {
        let description = "the suite lacks the trait .testCluster"
    }

    /// Has the server know machines and disks, by our own definition of them, and storage that none is made of.
    static func define(with client: KubernetesClient) async throws {
        var definitions: [[UInt8]] = []
        for type in [VirtualMachineInstance.self, DataVolume.self] as [any KubernetesObject.Type] {
            definitions.append(Array(try JSONEncoder().encode(CustomResource.of(type).definition)))
        }
        for definition in definitions + StandInDefinitions.all {
            _ = try await client.send(
                Call(
                    .post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", body: (.json, definition),
                    operation: "define a kind"))
        }
        // Where the server knows none nobody asks for it.
        _ = try? await client.send(
            Call(
                .post, "/apis/storage.k8s.io/v1/storageclasses", body: (.json, StandInDefinitions.storageClass),
                operation: "make a storage class"))
        let kinds = [Resource.virtualMachineInstances] + StandInDefinitions.resources
        for kind in kinds {
            _ = try await eventually { (try? await client.list(StandInPod.self, kind)) != nil }
        }
    }

    /// A namespace of the test's own, with a stand-in for KubeVirt in it, or for all namespaces.
    package static func withNamespace<Value: Sendable>(
        host: FakeHost = FakeHost(), everywhere: Bool = false,
        fate: @escaping @Sendable (VirtualMachineInstance) -> StandInKubeVirt.Fate = { _ in .runs },
        disks: @escaping @Sendable (DataVolume) -> StandInCDI.Fate = { _ in .succeeds },
        _ body: (Space) async throws -> Value
    ) async throws -> Value {
        guard let scoped else { throw MissingTrait() }
        var access = try ClusterAccess.find(file: scoped.configuration, environment: [:])
        access.namespace = "test-\(UInt32.random(in: 1000...UInt32.max))"
        let client = KubernetesClient(access)
        _ = try await client.create(
            StandInPod(metadata: ObjectMeta(name: access.namespace)), Resource("v1", "namespaces", isNamespaced: false))
        let standIn = StandInKubeVirt(client, host: host, everywhere: everywhere, fate: fate)
        let cdi = StandInCDI(client, fate: disks)
        let running = Task { await standIn.run() }
        let filling = Task { await cdi.run() }
        return try await finishing {
            try await body(Space(client: client, standIn: standIn, cdi: cdi, server: scoped))
        } finally: {
            running.cancel()
            filling.cancel()
            await running.value
            await filling.value
        }
    }

    /// A namespace, and who works in it.
    package struct Space: Sendable {
        package let client: KubernetesClient
        package let standIn: StandInKubeVirt
        package let cdi: StandInCDI
        package let server: APIServer

        /// Another provider at each call, as another process would have it.
        package func provider(
            as other: KubernetesClient? = nil, disks: StandInDisks? = nil,
            _ change: (inout ClusterSettings) -> Void = { _ in }
        ) -> ClusterProvider {
            var settings = ClusterSettings(environment: [:])
            change(&settings)
            return ClusterProvider(
                other ?? client, standIn, login: standIn.login, supply: disks, settings: settings)
        }

        /// Somebody else: a context of the server's kubeconfig, in the same namespace.
        package func client(of context: String) throws -> KubernetesClient {
            var access = try ClusterAccess.find(context: context, file: server.configuration, environment: [:])
            access.namespace = client.namespace
            return KubernetesClient(access)
        }

        /// Makes something of a kind that has no type here; `path` is that of its list.
        package func post(_ object: some Encodable, to path: String) async throws {
            try await post(text: String(decoding: try JSONEncoder().encode(object), as: UTF8.self), to: path)
        }

        package func post(text: String, to path: String) async throws {
            _ = try await client.send(
                Call(.post, path, body: (.json, Array(text.utf8)), operation: "post to \(path)"))
        }

        /// The names of all objects of a kind.
        package func names(_ resource: Resource) async throws -> [String] {
            try await client.list(StandInPod.self, resource).items.compactMap(\.metadata.name)
        }

        /// Has CDI say, to all of the suite, where its upload proxy is.
        package func setUploadProxy(_ url: String) async throws {
            let config: JSONValue = .object([
                "apiVersion": .string("cdi.kubevirt.io/v1beta1"), "kind": .string("CDIConfig"),
                "metadata": .object(["name": .string("config")]),
                "status": .object(["uploadProxyURL": .string(url)]),
            ])
            _ = try await client.send(
                Call(
                    .post, "/apis/cdi.kubevirt.io/v1beta1/cdiconfigs",
                    body: (.json, Array(try JSONEncoder().encode(config))), operation: "configure CDI"))
        }

        /// A pod that never runs, for others to be owned by; gives its uid.
        package func makePod(_ name: String) async throws -> String {
            let container: JSONValue = .object(["name": .string("c"), "image": .string("none")])
            let pod: JSONValue = .object([
                "apiVersion": .string("v1"), "kind": .string("Pod"), "metadata": .object(["name": .string(name)]),
                "spec": .object(["containers": .array([container]), "automountServiceAccountToken": .bool(false)]),
            ])
            // An API server alone makes no account for a namespace.
            _ = try? await client.create(
                StandInPod(metadata: ObjectMeta(name: "default")), Resource("v1", "serviceaccounts"))
            _ = try await client.send(
                Call(
                    .post, "/api/v1/namespaces/\(client.namespace)/pods",
                    body: (.json, Array(try JSONEncoder().encode(pod))), operation: "create pod \(name)"))
            return try await client.get(StandInPod.self, Resource("v1", "pods"), name).metadata.uid ?? ""
        }

        /// What the namespace still has of a machine.
        package func leftovers(of run: String) async -> [String] {
            // Whoever asks may be cancelled.
            await uncancelled { await found(of: run) }
        }

        private func found(of run: String) async -> [String] {
            let selection = Selection(labels: "mayfly.dev/run=\(run)")
            var found: [String] = []
            let kinds = [
                Resource("v1", "secrets"), .virtualMachineInstances, Resource("cdi.kubevirt.io/v1beta1", "datavolumes"),
            ]
            for resource in kinds {
                let list = try? await client.list(StandInPod.self, resource, selection)
                found += list?.items.map { "\(resource) \($0.metadata.name ?? "")" } ?? ["\(resource): no answer"]
            }
            return found
        }
    }
}

extension Trait where Self == TestCluster {
    /// Gives the suite's tests one API server.
    package static var testCluster: Self { TestCluster() }
}

extension Fixture {
    /// Something that a cluster admits, and that is reached as a cluster's guests are.
    package static func fakeOnCluster(name: String = "fake") -> Fixture {
        .fake(name: name, ready: [.ssh(SSHCondition())])
    }
}
