extension DataVolumeSpec {
    /// DataVolumeSourceRef defines an indirect reference to the source of data for the DataVolume.
    public struct SourceRef: Sendable, Hashable, Codable {
        /// The kind of the source reference, currently only "DataSource" is supported.
        public var kind: String
        /// The name of the source reference.
        public var name: String
        /// The namespace of the source reference, defaults to the DataVolume namespace.
        public var namespace: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            kind: String,
            name: String,
            namespace: String? = nil
        ) {
            self.kind = kind
            self.name = name
            self.namespace = namespace
        }
    }
}
