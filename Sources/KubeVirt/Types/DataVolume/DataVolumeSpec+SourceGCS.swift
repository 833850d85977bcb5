extension DataVolumeSpec {
    /// DataVolumeSourceGCS provides the parameters to create a Data Volume from an GCS source.
    public struct SourceGCS: Sendable, Hashable, Codable {
        /// SecretRef provides the secret reference needed to access the GCS source.
        public var secretRef: String?
        /// URL is the url of the GCS source.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            secretRef: String? = nil,
            url: String
        ) {
            self.secretRef = secretRef
            self.url = url
        }
    }
}
