import ClusterProvider
import HTTP
import Kubeconfig
import Kubernetes
import LocalProvider
import Machines
import Offload

/// A whole cluster of which this host is the only node: a real API server and a real registry; KubeVirt's controllers and
/// its API of subresources are stand-ins, and the guests behind them real ones.
package struct StandInCluster: Sendable {
    /// A kubeconfig with one context, who may do all.
    package let configuration: String
    /// Where images are pushed to, such as `127.0.0.1:5000`.
    package let registry: String

    /// Runs one while the body does; its machines are gone when this returns.
    package static func withCluster<Value: Sendable>(
        _ body: @Sendable (StandInCluster) async throws -> Value
    ) async throws -> Value {
        try await APIServer.withServer { server in
            let access = try ClusterAccess.find(file: server.configuration, environment: [:])
            let client = KubernetesClient(access)
            try await TestCluster.define(with: client)
            let provider = try await TestHost.provider()
            let pods = StandInPods(client: client)
            let kubeVirt = StandInKubeVirt(client, everywhere: true) { vmi in
                let guest = try await NodeGuest(vmi, client: client, on: provider) { await pods.remove(of: vmi) }
                try await pods.make(for: vmi, on: guest.accelerator)
                return guest
            }
            let subresources = try await StubSubresources { namespace, name in
                .behind(kubeVirt, VMIName(namespace: namespace, name: name))
            }
            let front = try await Nginx.front(of: access.cluster.server, subresources: subresources.server.port)
            let registry = try await RealRegistry()
            let scratch = Scratch("cluster")
            try scratch.write("kubeconfig", front.configuration(token: access.user.token ?? ""))
            let running = Task { await kubeVirt.run() }
            return try await finishing {
                try await body(StandInCluster(configuration: scratch("kubeconfig"), registry: registry.host))
            } finally: {
                running.cancel()
                await running.value
                await kubeVirt.endAll()
                withExtendedLifetime((front, registry, subresources, scratch)) {}
            }
        }
    }
}

extension StubSubresources.Machine {
    /// What a stand-in for KubeVirt has for a VMI.
    fileprivate static func behind(_ cluster: StandInKubeVirt, _ vmi: VMIName) -> Self {
        Self(
            console: { try await cluster.openConsole(of: vmi) },
            port: { try await cluster.openPort($0, of: vmi) },
            put: { order in
                guard let known = VMIOrder(rawValue: order.verb) else {
                    return StubSubresources.status(404, "NotFound", "no such subresource")
                }
                do throws(MachineError) {
                    try await cluster.put(known, to: vmi)
                    return nil
                } catch {
                    return StubSubresources.status(409, "Conflict", "it cannot be done now")
                }
            })
    }
}

extension Nginx {
    /// In front of an API server that has no aggregator: what KubeVirt would have registered there goes another way.
    fileprivate static func front(of server: String, subresources port: UInt16) async throws -> Nginx {
        let ways = [("/apis/subresources.kubevirt.io", "http://127.0.0.1:\(port)"), ("/", server)]
        let locations = ways.map { path, url in
            """
            location \(path) { proxy_pass \(url); proxy_http_version 1.1; proxy_buffering off;
              proxy_request_buffering off; proxy_read_timeout 1h; client_max_body_size 0;
              proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection $http_connection; }
            """
        }
        return try await Nginx(
            serving: "/nonexistent", tls: true, secure: locations.joined(separator: "\n"), http2: true)
    }

    fileprivate func configuration(token: String) -> String {
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: '\(secureURL)', certificate-authority: \(certificate)}}]
        users: [{name: u, user: {token: \(token)}}]
        contexts: [{name: stand-in, context: {cluster: c, user: u, namespace: default}}]
        current-context: stand-in

        """
    }
}
