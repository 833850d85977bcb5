extension Core {
    /// HTTPGetAction describes an action based on HTTP Get requests.
    public struct HTTPGetAction: Sendable, Hashable, Codable {
        /// Host name to connect to, defaults to the pod IP.
        ///
        /// You probably want to set "Host" in httpHeaders instead.
        public var host: String?
        /// Custom headers to set in the request.
        ///
        /// HTTP allows repeated headers.
        public var httpHeaders: [HTTPHeader]?
        /// Path to access on the HTTP server.
        public var path: String?
        /// Name or number of the port to access on the container.
        ///
        /// Number must be in the range 1 to 65535. Name must be an IANA_SVC_NAME.
        public var port: IntOrString
        /// Scheme to use for connecting to the host.
        ///
        /// Defaults to HTTP.
        ///
        /// Possible enum values:
        /// - `"HTTP"` means that the scheme used will be http://.
        /// - `"HTTPS"` means that the scheme used will be https://.
        public var scheme: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            host: String? = nil,
            httpHeaders: [HTTPHeader]? = nil,
            path: String? = nil,
            port: IntOrString,
            scheme: String? = nil
        ) {
            self.host = host
            self.httpHeaders = httpHeaders
            self.path = path
            self.port = port
            self.scheme = scheme
        }
    }
}
