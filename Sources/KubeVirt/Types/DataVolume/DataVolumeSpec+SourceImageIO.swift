extension DataVolumeSpec {
    /// DataVolumeSourceImageIO provides the parameters to create a Data Volume from an imageio source.
    public struct SourceImageIO: Sendable, Hashable, Codable {
        /// CertConfigMap provides a reference to the CA cert.
        public var certConfigMap: String?
        /// DiskID provides id of a disk to be imported.
        public var diskId: String
        /// InsecureSkipVerify is a flag to skip certificate verification.
        public var insecureSkipVerify: Bool?
        /// SecretRef provides the secret reference needed to access the ovirt-engine.
        public var secretRef: String?
        /// URL is the URL of the ovirt-engine.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            certConfigMap: String? = nil,
            diskId: String,
            insecureSkipVerify: Bool? = nil,
            secretRef: String? = nil,
            url: String
        ) {
            self.certConfigMap = certConfigMap
            self.diskId = diskId
            self.insecureSkipVerify = insecureSkipVerify
            self.secretRef = secretRef
            self.url = url
        }
    }
}
