extension DataVolumeSpec {
    /// Choice among the platforms of a multi-architecture image.
    public struct PlatformOptions: Sendable, Hashable, Codable {
        /// Architecture specifies the image target CPU architecture.
        public var architecture: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            architecture: String? = nil
        ) {
            self.architecture = architecture
        }
    }
}
