import HTTP
import KubeVirt
import Kubernetes
import Machines

/// Where CDI takes uploads.
struct UploadProxy: Sendable, Hashable {
    /// With its scheme, without a slash at the end.
    var url: String
    /// Certificates that its own is judged by (PEM); the host's when nil.
    var authority: [UInt8]?

    static let trustRemedy =
        "Name its authority's file (--upload-ca FILE or MAYFLY_UPLOAD_CA), which the cluster has: kubectl get configmap "
        + "-n cdi cdi-uploadproxy-signer-bundle -o 'jsonpath={.data.ca-bundle\\.crt}'"

    static let remedy =
        "From outside the cluster it needs a route: kubectl port-forward -n cdi service/cdi-uploadproxy 8443:443, and "
        + "--upload-proxy https://127.0.0.1:8443 or MAYFLY_UPLOAD_PROXY; or push the image to a registry instead."

    /// What is written is an address, or a host that speaks https.
    init?(_ text: String?, authority: String? = nil) {
        guard var text, !text.isEmpty else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        url = text.contains("://") ? text : "https://\(text)"
        self.authority = authority.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    }

    /// The name that its certificate must have, where that is not the address's: a tunnel begins on this host.
    var serverName: String? {
        guard let origin = try? WebAddress(url).origin, origin.scheme == "https", WebAddress.isLoopback(origin.host)
        else { return nil }
        return "cdi-uploadproxy"
    }

    /// What we are told, else what CDI's configuration says; nil where nobody knows it.
    static func lookUp(
        _ images: ImageDelivery, with client: KubernetesClient
    ) async throws(KubernetesError) -> UploadProxy? {
        let told = UploadProxy(images.uploadProxy)
        let config: CDIConfig
        do throws(KubernetesError) {
            config = try await client.get(CDIConfig.self, .cdiConfigs, CDIConfig.name)
        } catch {
            if told != nil || error.code == .notFound { return told }
            throw error
        }
        // The way to it may be another one, its certificate is the same.
        let address = told?.url ?? config.spec?.uploadProxyURLOverride ?? config.status?.uploadProxyURL
        return UploadProxy(address, authority: config.status?.uploadProxyCA)
    }

    static func find(on cluster: Cluster) async throws(MachineError) -> UploadProxy {
        let found: UploadProxy?
        do throws(KubernetesError) {
            found = try await lookUp(cluster.settings.images, with: cluster.client)
        } catch {
            guard error.code == .forbidden else { throw .cluster(error, namespace: cluster.namespace) }
            throw MachineError(
                .hostNotReady, "CDI does not tell us where its upload proxy is. \(remedy)", cause: error)
        }
        guard let found else { throw MachineError(.hostNotReady, "\(unknown). \(remedy)") }
        return found
    }

    static let unknown = "CDI knows no address of its upload proxy (CDIConfig status.uploadProxyURL)"

    /// Who asks it; one for each set of certificates that its own may be judged by, to be tried in this order.
    func clients(_ settings: ClusterSettings) -> [HTTPClient] {
        var http = HTTPSettings(environment: settings.environment, retries: .none)
        http.certificates = settings.images.uploadAuthority
        http.tls.serverName = serverName
        // What CDI vouches for may lie behind a route with a certificate of its own.
        var own = http
        own.tls.authority = authority
        let knowsBoth = authority != nil && http.certificates == nil
        return (knowsBoth ? [HTTPClient(own)] : []) + [HTTPClient(http)]
    }

    /// What keeps images from it, as far as that shows before there is one; nil when nothing does. Nothing is sent.
    func obstacle(_ settings: ClusterSettings) async -> UploadFailure? {
        var failure: UploadFailure?
        for client in clients(settings) {
            do throws(HTTPError) {
                var request = try HTTPRequest(.post, url + Self.path, body: HTTPBody([]))
                request.isRepeatable = false
                let answer = try await client.send(request)
                // Without a token it lets nobody in (400); who says that for it, or hides it so, is an answer, too.
                return [400, 401, 403].contains(answer.status)
                    ? nil : UploadFailure(status: answer.status, body: answer.body)
            } catch {
                failure = UploadFailure(error)
                guard error.code == .tls else { return failure }
            }
        }
        return failure
    }

    /// Where it takes uploads that are answered before the disk is made.
    static let path = "/v1beta1/upload-async"
}
