import Host
import Kubeconfig
package import Kubernetes
package import Offload
import Synchronization

/// A stand-in for KubeVirt's API of subresources: consoles and ports by websocket, orders, and discovery. There is no
/// KubeVirt behind it, only what the test puts there.
package final class StubSubresources: Sendable {
    /// What a machine is made of.
    package struct Machine: Sendable {
        /// Whoever reads the console, and types on it.
        package var console: @Sendable () async throws -> any ByteStream
        /// A connection to one of its ports; what is thrown is told as KubeVirt tells it.
        package var port: @Sendable (UInt16) async throws -> any ByteStream
        /// Does what it is told; an answer is a refusal.
        package var put: @Sendable (Order) async -> StubServer.Answer?
        /// The answer to `guestosinfo`, as JSON.
        package var information: String

        package init(
            console: @escaping @Sendable () async throws -> any ByteStream = { throw Missing() },
            port: @escaping @Sendable (UInt16) async throws -> any ByteStream = { _ in throw Missing() },
            put: @escaping @Sendable (Order) async -> StubServer.Answer? = { _ in nil }, information: String = "{}"
        ) {
            self.console = console
            self.port = port
            self.put = put
            self.information = information
        }
    }

    package struct Missing: Error {
        package init() {}
    }

    /// An order, as it came.
    package struct Order: Sendable, Hashable {
        /// `virtualmachines` or `virtualmachineinstances`.
        package var resource: String
        package var namespace: String
        package var name: String
        package var verb: String
        package var body: String
    }

    /// What goes wrong with a request.
    package enum Fault: Sendable {
        case refusal(StubServer.Answer)
        /// The connection is cut in the middle of a frame, behind so many bytes from the machine.
        case cut(after: Int)
        /// The stream ends so behind so many bytes from the machine.
        case end(UInt16, String, after: Int)
        /// The connection stays and nobody is there any more.
        case halfOpen
        /// Text messages among the machine's bytes, which nobody may see.
        case chatter
    }

    package let server: StubServer
    private let front: Nginx?

    /// With a certificate of its own where there is nginx to be its front (`tls`).
    ///
    /// `machine` is asked by namespace and name; `fault` by request, and its number from 0.
    package init(
        tls: Bool = false, fault: @escaping @Sendable (StubServer.Request, Int) -> Fault? = { _, _ in nil },
        _ machine: @escaping @Sendable (String, String) -> Machine?
    ) async throws {
        server = try StubServer { request, number in
            await Self.answer(request, fault(request, number), machine)
        }
        guard tls else {
            front = nil
            return
        }
        front = try await Nginx(
            serving: "/nonexistent", tls: true,
            secure: """
                location / { proxy_pass http://127.0.0.1:\(server.port); proxy_http_version 1.1; proxy_buffering off;
                  proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $http_connection; proxy_set_header X-Version $server_protocol; }
                """, http2: true)
    }

    package var url: String { front?.secureURL ?? server.url }

    /// A kubeconfig's text for it.
    package var configuration: String {
        let authority = front.map { "certificate-authority: \($0.certificate)" } ?? ""
        return """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: '\(url)', \(authority)}}]
            users: [{name: u, user: {token: t0}}]
            contexts: [{name: x, context: {cluster: c, user: u, namespace: work}}]
            current-context: x

            """
    }

    /// A client that does not sleep between attempts.
    package func client(pings: Duration = .seconds(15)) throws -> KubernetesClient {
        let access = try Kubeconfig(reading: Array(configuration.utf8), file: "/config").access()
        var settings = KubernetesClient.Settings(environment: ["PATH": "/usr/bin:/bin"])
        settings.clock = ImpatientClock()
        settings.pings = pings
        return KubernetesClient(access, settings: settings)
    }
}
