extension DataVolumeSpec {
    /// DataVolumeSourceS3 provides the parameters to create a Data Volume from an S3 source.
    public struct SourceS3: Sendable, Hashable, Codable {
        /// CertConfigMap is a configmap reference, containing a Certificate Authority(CA) public key, and a base64
        /// encoded pem certificate.
        public var certConfigMap: String?
        /// SecretRef provides the secret reference needed to access the S3 source.
        public var secretRef: String?
        /// URL is the url of the S3 source.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            certConfigMap: String? = nil,
            secretRef: String? = nil,
            url: String
        ) {
            self.certConfigMap = certConfigMap
            self.secretRef = secretRef
            self.url = url
        }
    }
}
