import Host

/// The cluster around a pod: its service account is mounted, and the environment says where the API server is.
package enum InCluster {
    package static let directory = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Nil outside a pod.
    package static func access(
        environment: [String: String], directory: String = directory
    ) throws(KubeconfigError) -> ClusterAccess? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
        else { return nil }
        let place = Place(file: directory)
        let token = directory + "/token"
        guard FileSystem.exists(token) else {
            throw KubeconfigError(
                .credentials, Place(file: token),
                "the pod's service account is not mounted; remove automountServiceAccountToken: false from the pod")
        }
        // An address of IPv6 stands in brackets.
        let name = host.contains(":") ? "[\(host)]" : host
        var cluster = Kubeconfig.Cluster(place: place, server: "https://\(name):\(port)")
        let authority = directory + "/ca.crt"
        if FileSystem.exists(authority) { cluster.authority = .file(authority, Place(file: authority)) }
        var user = Kubeconfig.User(place: place)
        user.tokenFile = .file(token, Place(file: token))
        let namespace = FileSystem.text(directory + "/namespace")?.trimmed ?? ""
        return ClusterAccess(
            context: nil, cluster: cluster, user: user, namespace: namespace.isEmpty ? "default" : namespace)
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
