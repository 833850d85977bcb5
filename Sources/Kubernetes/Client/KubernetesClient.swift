package import HTTP
import Host
import KubeVirt
package import Kubeconfig
import Offload

/// Speaks to one cluster's API server; a value that any number of tasks may use.
///
/// All requests share connections, by HTTP/2 one connection. What the server is too busy for is asked again when it says
/// so, and by fewer requests at once; what nobody knows the end of is asked again only where that does no harm.
package struct KubernetesClient: Sendable {
    package let access: ClusterAccess
    let session: HTTPSession
    let credentials: CredentialSource
    package let settings: Settings
    let discovered = DiscoveryCache()
    /// How much this client asks at once.
    let gate = RequestGate()

    package struct Settings: Sendable {
        package var retries = RetryPolicy(attempts: 6)
        /// What waits between attempts.
        package var clock: any Clock<Duration> = ContinuousClock()
        /// Where proxies are looked up when the kubeconfig names none, and what credential plugins are given.
        package var environment: [String: String]
        /// After how much silence a watch is opened anew: servers send a bookmark each minute.
        package var watchPatience: Duration = .seconds(150)
        /// After how much silence the other side of a stream is asked whether it is there.
        package var pings: Duration = .seconds(15)

        package init(environment: [String: String] = ProcessEnvironment.current) { self.environment = environment }
    }

    /// The namespace that is meant when none is said.
    package var namespace: String { access.namespace }

    package init(_ access: ClusterAccess, settings: Settings = Settings()) {
        self.init(
            access, settings: settings, credentials: CredentialSource(access, environment: settings.environment))
    }

    package init(_ access: ClusterAccess, settings: Settings, credentials: CredentialSource) {
        self.access = access
        self.settings = settings
        self.credentials = credentials
        var http = HTTPSettings(environment: settings.environment, retries: .none)
        http.proxy = access.cluster.proxy
        http.tls.serverName = access.cluster.tlsServerName
        http.tls.skipsVerification = access.cluster.skipsVerification
        session = HTTPSession(http)
    }

    /// Whether a server whose address has no scheme is spoken to by https.
    ///
    /// client-go (`rest.defaultServerUrlFor`) has it so with an authority, a client certificate or
    /// insecure-skip-tls-verify, and sends a token in plain text else. Here a token or a password goes out in plain text
    /// only to an address that says `http://` itself.
    private var isSecure: Bool {
        let (cluster, user) = (access.cluster, access.user)
        return cluster.authority != nil || cluster.skipsVerification || user.certificate != nil
            || user.token != nil || user.tokenFile != nil || user.userName != nil || user.exec != nil
    }

    /// The address of a path on the server, which may itself lie beneath one.
    func address(_ path: String, _ query: [(String, String)]) -> String {
        var server = access.cluster.server
        if !server.contains("://") { server = (isSecure ? "https://" : "http://") + server }
        while server.hasSuffix("/") { server.removeLast() }
        let words = query.map { "\($0.escaped)=\($1.escaped)" }.joined(separator: "&")
        return server + path + (words.isEmpty ? "" : "?" + words)
    }
}
