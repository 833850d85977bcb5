extension DataVolumeSpec {
    /// DataVolumeBlankImage provides the parameters to create a new raw blank image for the PVC.
    public struct BlankImage: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
