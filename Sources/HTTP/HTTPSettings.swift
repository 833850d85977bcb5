/// How servers are spoken to.
package struct HTTPSettings: Sendable {
    /// A file with the certificates to trust (PEM); `SSL_CERT_FILE`, else the host's own, when nil.
    package var certificates: String?
    /// Where `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` are looked up, in either case.
    package var environment: [String: String]
    /// The proxy for everything, whatever the environment says; nil has the environment's.
    package var proxy: String?
    package var tls = TLSSettings()
    package var userAgent: String
    package var connectTimeout: Duration
    /// How long nothing may come; whole seconds.
    package var stallTimeout: Duration
    package var retries: RetryPolicy
    /// What waits between attempts.
    package var clock: any Clock<Duration>

    package init(
        certificates: String? = nil, environment: [String: String] = [:], userAgent: String = "mayfly",
        connectTimeout: Duration = .seconds(20), stallTimeout: Duration = .seconds(60),
        retries: RetryPolicy = RetryPolicy(), clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.certificates = certificates
        self.environment = environment
        self.userAgent = userAgent
        self.connectTimeout = connectTimeout
        self.stallTimeout = stallTimeout
        self.retries = retries
        self.clock = clock
    }

    var certificateFile: String? { certificates ?? value("SSL_CERT_FILE") }

    /// The proxy for a scheme; empty for none, because libcurl would look into the process's own environment.
    func proxy(for scheme: String) -> String {
        proxy ?? [scheme + "_proxy", "all_proxy"].lazy.compactMap { value($0) ?? value($0.uppercased()) }.first ?? ""
    }

    /// Hosts that are reached without a proxy.
    var noProxy: String { proxy != nil ? "" : value("no_proxy") ?? value("NO_PROXY") ?? "" }

    /// Whether a host is one of those.
    func isDirect(_ host: String) -> Bool { NoProxy(noProxy).contains(host) }

    private func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
