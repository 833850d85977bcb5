extension DataSourceSpec {
    /// A data source by its name.
    public struct Reference: Sendable, Hashable, Codable {
        /// The data source's name.
        public var name: String
        /// The data source's namespace.
        public var namespace: String

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String,
            namespace: String
        ) {
            self.name = name
            self.namespace = namespace
        }
    }
}
