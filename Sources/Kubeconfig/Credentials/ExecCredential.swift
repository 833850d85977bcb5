import Base64
import FoundationEssentials
package import KubeVirt

/// The words between us and a credential plugin: the object ExecCredential (client.authentication.k8s.io).
package enum ExecCredential {
    /// What the plugin reads from `KUBERNETES_EXEC_INFO`.
    static func request(
        _ plugin: Kubeconfig.ExecPlugin, _ cluster: Kubeconfig.Cluster, authority: [UInt8]?, interactive: Bool
    ) -> JSONValue {
        var spec: [String: JSONValue] = ["interactive": .bool(interactive)]
        if plugin.providesCluster {
            var fields: [String: JSONValue] = ["server": .string(cluster.server)]
            if let name = cluster.tlsServerName { fields["tls-server-name"] = .string(name) }
            if cluster.skipsVerification { fields["insecure-skip-tls-verify"] = .bool(true) }
            if let authority { fields["certificate-authority-data"] = .string(Base64.encode(authority)) }
            if let proxy = cluster.proxy { fields["proxy-url"] = .string(proxy) }
            if let configuration = cluster.execConfiguration { fields["config"] = configuration }
            spec["cluster"] = .object(fields)
        }
        return .object([
            "apiVersion": .string(plugin.version.rawValue), "kind": .string("ExecCredential"), "spec": .object(spec),
        ])
    }

    /// What the plugin wrote.
    package struct Answer: Sendable, Hashable {
        package var token: String?
        package var identity: Credentials.Identity?
        package var expiry: Timestamp?
    }

    private struct Document: Decodable {
        var apiVersion: String?
        var kind: String?
        var status: Status?

        struct Status: Decodable {
            var token: String?
            var clientCertificateData: String?
            var clientKeyData: String?
            var expirationTimestamp: Timestamp?
        }
    }

    /// What is wrong with an answer. It quotes nothing of it.
    package struct Refusal: Error, Sendable, Hashable {
        package let message: String
    }

    /// Reads what the plugin wrote to its standard output.
    package static func answer(
        _ bytes: [UInt8], to version: Kubeconfig.ExecPlugin.Version
    ) throws(Refusal) -> Answer {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else {
            throw Refusal(message: "its output is no ExecCredential in JSON")
        }
        guard document.kind == "ExecCredential" else {
            throw Refusal(message: "its output is not of kind ExecCredential")
        }
        guard document.apiVersion == version.rawValue else {
            throw Refusal(
                message: "its output is not of the apiVersion \(version.rawValue) that the kubeconfig asks for")
        }
        guard let status = document.status else { throw Refusal(message: "its output has no status") }
        func text(_ value: String?) -> String? { value.flatMap { $0.isEmpty ? nil : $0 } }
        let token = text(status.token)
        var identity: Credentials.Identity?
        switch (text(status.clientCertificateData), text(status.clientKeyData)) {
        case (let certificate?, let key?):
            identity = Credentials.Identity(certificate: Array(certificate.utf8), key: Array(key.utf8))
        case (nil, nil): break
        default: throw Refusal(message: "it gave a certificate without its key, or a key without its certificate")
        }
        guard token != nil || identity != nil else {
            throw Refusal(message: "it gave neither a token nor a client certificate")
        }
        return Answer(token: token, identity: identity, expiry: status.expirationTimestamp)
    }
}
