extension DataVolumeSpec {
    /// DataVolumeSourcePVC provides the parameters to create a Data Volume from an existing PVC.
    public struct SourcePVC: Sendable, Hashable, Codable {
        /// The name of the source PVC.
        public var name: String
        /// The namespace of the source PVC.
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
