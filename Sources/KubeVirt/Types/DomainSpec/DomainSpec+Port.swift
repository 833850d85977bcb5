extension DomainSpec {
    /// A port of the guest.
    public struct Port: Sendable, Hashable, Codable {
        /// Name, unique in the interface.
        public var name: String?
        /// Number, 1 to 65535.
        public var port: Int32
        /// `TCP`, the default, or `UDP`.
        public var `protocol`: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil,
            port: Int32,
            `protocol`: String? = nil
        ) {
            self.name = name
            self.port = port
            self.protocol = `protocol`
        }
    }
}
