package import Fixtures
import KubeVirt
import Kubeconfig
package import Kubernetes
package import Machines

/// What a cluster can do for machines of ours, and what to do about what it cannot.
package struct ClusterDoctor: Sendable {
    let client: KubernetesClient
    /// As machines would be made.
    let settings: ClusterSettings
    /// What makes images here; nil where nothing does.
    let supply: (any DiskSupply)?
    /// Those whose images are to come there.
    let fixtures: [Fixture]

    package init(
        _ client: KubernetesClient, settings: ClusterSettings = ClusterSettings(environment: [:]),
        supply: (any DiskSupply)? = nil, fixtures: [Fixture] = []
    ) {
        (self.client, self.settings) = (client, settings)
        (self.supply, self.fixtures) = (supply, fixtures)
    }

    var namespace: String { settings.namespace ?? client.namespace }

    /// Everything that a machine needs of a cluster. Nothing is made; without an answer the first finding is the only one.
    package func examine() async -> [Finding] {
        let server = await server()
        guard server.status != .no else { return [server] }
        async let ours = home()
        async let operators = operators()
        async let rights = rights()
        async let classes = storageClasses()
        async let proxy = uploadProxy()
        async let registries = registries()
        let (found, usesEmulation) = await operators
        return [server, await ours] + found + [await proxy].compactMap(\.self)
            + [await nodes(usesEmulation: usesEmulation), await classes] + (await registries) + (await rights)
    }

    func ask<Value: Sendable>(
        _ body: (KubernetesClient) async throws(KubernetesError) -> Value
    ) async -> Result<Value, KubernetesError> {
        do throws(KubernetesError) { return .success(try await body(client)) } catch { return .failure(error) }
    }

    private func server() async -> Finding {
        let name = "API server"
        switch await ask({ client throws(KubernetesError) in try await client.serverVersion() }) {
        case .success(let version): return .yes(name, "\(version.gitVersion) at \(client.access.cluster.server)")
        case .failure(let error):
            let remedy =
                switch error.code {
                case .unreachable: "See that the server answers from here (kubectl version), or choose another context."
                case .untrusted: "See that the kubeconfig's authority and certificate are this cluster's, of today."
                case .unauthorized, .credentials: "Log in to the cluster anew, or choose another context."
                default: "Look at what it says; kubectl version asks it the same."
                }
            return .no(name, "\(error)", remedy)
        }
    }

    /// The namespace: looked at, or tried by what is only thought of where looking is not allowed.
    private func home() async -> Finding {
        let name = "namespace"
        var result = await ask { client throws(KubernetesError) in
            try await client.get(Phased.self, .namespaces, namespace).phase
        }
        if case .failure(let error) = result, error.code == .forbidden {
            result = await ask { client throws(KubernetesError) in
                let lease = ProcessLease(metadata: .init(generateName: "mayfly-"), spec: .init())
                _ = try await client.create(lease, .leases, in: namespace, WriteOptions(isDryRun: true))
                return nil
            }
        }
        switch result {
        case .success("Terminating"):
            return .no(
                name, "\(namespace) is being deleted",
                "Wait until it is gone and make it again, or choose another one (-n).")
        case .success: return .yes(name, namespace)
        case .failure(let error) where error.code == .notFound:
            return .no(
                name, "there is no namespace \(namespace)",
                "Make it (kubectl create namespace \(namespace)), or choose another one (-n).")
        case .failure(let error): return unknown(name, error)
        }
    }

    /// What we may not see, or what went wrong on the way.
    func unknown(_ name: String, _ error: KubernetesError) -> Finding {
        error.code == .forbidden
            ? .less(
                name, "we may not look (\(error.operation))",
                "Have an administrator allow it: mayfly cluster rbac --feature doctor prints the role.")
            : .no(name, "\(error)", "Look at what the server says.")
    }
}
