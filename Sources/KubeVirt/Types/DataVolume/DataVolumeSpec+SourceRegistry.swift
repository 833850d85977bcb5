extension DataVolumeSpec {
    /// DataVolumeSourceRegistry provides the parameters to create a Data Volume from an registry source.
    public struct SourceRegistry: Sendable, Hashable, Codable {
        /// CertConfigMap provides a reference to the Registry certs.
        public var certConfigMap: String?
        /// ImageStream is the name of image stream for import.
        public var imageStream: String?
        /// Platform describes the minimum runtime requirements of the image.
        public var platform: PlatformOptions?
        /// PullMethod can be either "pod" (default import), or "node" (node docker cache based import)
        public var pullMethod: String?
        /// SecretRef provides the secret reference needed to access the Registry source.
        public var secretRef: String?
        /// URL is the url of the registry source (starting with the scheme: docker, oci-archive)
        public var url: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            certConfigMap: String? = nil,
            imageStream: String? = nil,
            platform: PlatformOptions? = nil,
            pullMethod: String? = nil,
            secretRef: String? = nil,
            url: String? = nil
        ) {
            self.certConfigMap = certConfigMap
            self.imageStream = imageStream
            self.platform = platform
            self.pullMethod = pullMethod
            self.secretRef = secretRef
            self.url = url
        }
    }
}
