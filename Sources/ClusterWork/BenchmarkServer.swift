import ClusterProvider
import FoundationEssentials
import HTTP
import Host
import KubeVirt
import Kubeconfig
package import Kubernetes
import Machines
import Offload

/// The API server of the kubeconfig's current context.
package struct BenchmarkServer: Sendable {
    package let client: KubernetesClient

    package init() throws {
        client = KubernetesClient(try ClusterAccess.find(environment: ProcessEnvironment.current))
    }

    /// Has a server that knows no VMIs know them, by our own definition.
    package func defineMachines() async throws {
        guard await !knowsMachines(), let known = CustomResource.all.first(where: { $0.isNamed("vmi") }) else { return }
        let body = Array(try JSONEncoder().encode(known.definition))
        _ = try await client.send(
            Call(
                .post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", body: (.json, body),
                operation: "define \(known.kind)"))
        try await Self.waitUntilKnown { await knowsMachines() }
    }

    /// A server tells of a new type a little after it was defined.
    static func waitUntilKnown(
        within limit: Duration = .seconds(60), clock: any Clock<Duration> = ContinuousClock(),
        _ isKnown: @escaping @Sendable () async -> Bool
    ) async throws {
        do {
            try await withDeadline(limit, clock: clock) {
                while await !isKnown() { try await clock.sleep(for: .milliseconds(100)) }
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut,
                "the API server does not tell of VirtualMachineInstances \(limit) after they were defined; look what it says "
                    + "of them: kubectl describe crd virtualmachineinstances.kubevirt.io")
        }
    }

    private func knowsMachines() async -> Bool {
        (try? await client.page(VirtualMachineInstance.self, .virtualMachineInstances, limit: 1)) != nil
    }

    /// How many watches of VMIs the server has, of whomever; nil where it does not say.
    func watches() async -> Int? { await Self.watches(of: client) }

    /// The same, of any server.
    static func watches(of client: KubernetesClient) async -> Int? {
        guard let bytes = try? await client.send(Call(.get, "/metrics", operation: "get metrics")) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
            $0.hasPrefix("apiserver_longrunning_requests{") && $0.contains("resource=\"virtualmachineinstances\"")
        }
        return lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
    }
}
