extension DataVolumeSpec {
    /// DataVolumeSourceUpload provides the parameters to create a Data Volume by uploading the source.
    public struct SourceUpload: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
