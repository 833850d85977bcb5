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

    /// What we are told, else what CDI's configuration says.
    static func find(on cluster: Cluster) async throws(MachineError) -> UploadProxy {
        let told = UploadProxy(cluster.settings.images.uploadProxy)
        let config: CDIConfig
        do throws(KubernetesError) {
            config = try await cluster.client.get(CDIConfig.self, .cdiConfigs, CDIConfig.name)
        } catch {
            if let told { return told }
            switch error.code {
            case .forbidden, .notFound:
                throw MachineError(
                    .hostNotReady, "CDI does not tell us where its upload proxy is. \(remedy)", cause: error)
            default: throw .cluster(error, namespace: cluster.namespace)
            }
        }
        // The way to it may be another one, its certificate is the same.
        let address = told?.url ?? config.spec?.uploadProxyURLOverride ?? config.status?.uploadProxyURL
        guard let proxy = UploadProxy(address, authority: config.status?.uploadProxyCA) else {
            throw MachineError(
                .hostNotReady, "CDI knows no address of its upload proxy (CDIConfig status.uploadProxyURL). \(remedy)")
        }
        return proxy
    }
}
