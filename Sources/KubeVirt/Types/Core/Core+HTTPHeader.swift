extension Core {
    /// HTTPHeader describes a custom header to be used in HTTP probes.
    public struct HTTPHeader: Sendable, Hashable, Codable {
        /// The header field name.
        ///
        /// This will be canonicalized upon output, so case-variant names will be understood as the same header.
        public var name: String
        /// The header field value.
        public var value: String

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String,
            value: String
        ) {
            self.name = name
            self.value = value
        }
    }
}
