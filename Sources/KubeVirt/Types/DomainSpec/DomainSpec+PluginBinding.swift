extension DomainSpec {
    /// A binding plugin.
    public struct PluginBinding: Sendable, Hashable, Codable {
        /// The plugin's name in KubeVirt's configuration.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String
        ) {
            self.name = name
        }
    }
}
