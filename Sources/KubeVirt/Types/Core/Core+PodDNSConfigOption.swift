extension Core {
    /// PodDNSConfigOption defines DNS resolver options of a pod.
    public struct PodDNSConfigOption: Sendable, Hashable, Codable {
        /// Name is this DNS resolver option's name.
        ///
        /// Required.
        public var name: String?
        /// Value is this DNS resolver option's value.
        public var value: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil,
            value: String? = nil
        ) {
            self.name = name
            self.value = value
        }
    }
}
