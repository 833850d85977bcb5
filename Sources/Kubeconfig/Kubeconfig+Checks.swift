extension Kubeconfig.Cluster {
    /// What kubectl refuses in a cluster that is used; others may be as they like.
    func check() throws(KubeconfigError) {
        if let flaw { throw flaw.error }
        func wrong(_ field: String, _ message: String) -> KubeconfigError {
            KubeconfigError(.field, place.field(field), message)
        }
        guard !server.isEmpty else { throw wrong("server", "is missing; expected one such as https://HOST:6443") }
        let scheme = server.prefix { $0 != ":" }.lowercased()
        guard !server.contains("://") || ["http", "https"].contains(scheme) else {
            throw wrong("server", "has the scheme ‘\(scheme)’; http and https are spoken")
        }
        guard !skipsVerification || authority == nil else {
            throw wrong(
                "insecure-skip-tls-verify", "excludes a certificate-authority, which it would not look at; remove one")
        }
        if let proxy {
            let scheme = proxy.prefix { $0 != ":" }.lowercased()
            guard proxy.contains("://"), ["http", "https", "socks5"].contains(scheme) else {
                throw wrong("proxy-url", "has to begin with http://, https:// or socks5://")
            }
        }
    }
}

extension Kubeconfig.User {
    func check() throws(KubeconfigError) {
        if let flaw { throw flaw.error }
        func wrong(_ field: String, _ message: String) -> KubeconfigError {
            KubeconfigError(.field, place.field(field), message)
        }
        if certificate != nil, key == nil {
            throw wrong("client-key", "is missing beside client-certificate; add it, or client-key-data")
        }
        if key != nil, certificate == nil {
            throw wrong("client-certificate", "is missing beside client-key; add it, or client-certificate-data")
        }
        let hasToken = token != nil || tokenFile != nil
        if hasToken, userName != nil {
            throw wrong("token", "excludes username and password: only one method counts; remove the other")
        }
        if exec != nil, hasToken || userName != nil {
            throw wrong("exec", "excludes a token or a password beside it; remove one of them")
        }
        if userName == nil, password != nil { throw wrong("username", "is missing beside password") }
    }
}
