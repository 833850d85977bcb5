extension Core {
    /// TCPSocketAction describes an action based on opening a socket.
    public struct TCPSocketAction: Sendable, Hashable, Codable {
        /// Optional: Host name to connect to, defaults to the pod IP.
        public var host: String?
        /// Number or name of the port to access on the container.
        ///
        /// Number must be in the range 1 to 65535. Name must be an IANA_SVC_NAME.
        public var port: IntOrString

        /// A value with these fields; what is not given stays unset.
        public init(
            host: String? = nil,
            port: IntOrString
        ) {
            self.host = host
            self.port = port
        }
    }
}
