extension DataVolumeSpec {
    /// DataVolumeSourceSnapshot provides the parameters to create a Data Volume from an existing VolumeSnapshot.
    public struct SourceSnapshot: Sendable, Hashable, Codable {
        /// The name of the source VolumeSnapshot.
        public var name: String
        /// The namespace of the source VolumeSnapshot.
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
