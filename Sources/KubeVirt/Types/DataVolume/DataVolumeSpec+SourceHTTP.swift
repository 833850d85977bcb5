extension DataVolumeSpec {
    /// DataVolumeSourceHTTP can be either an http or https endpoint, with an optional basic auth user name and
    /// password, and an optional configmap containing additional CAs.
    public struct SourceHTTP: Sendable, Hashable, Codable {
        /// CertConfigMap is a configmap reference, containing a Certificate Authority(CA) public key, and a base64
        /// encoded pem certificate.
        public var certConfigMap: String?
        /// What the data must add up to, as `sha256:…`; md5, sha1 and sha512 are known too.
        public var checksum: String?
        /// ExtraHeaders is a list of strings containing extra headers to include with HTTP transfer requests.
        public var extraHeaders: [String]?
        /// Whether the server's certificate is taken as it is.
        public var insecureSkipVerify: Bool?
        /// SecretExtraHeaders is a list of Secret references, each containing an extra HTTP header that may include
        /// sensitive information.
        public var secretExtraHeaders: [String]?
        /// SecretRef A Secret reference, the secret should contain accessKeyId (user name) base64 encoded, and
        /// secretKey (password) also base64 encoded.
        public var secretRef: String?
        /// URL is the URL of the http(s) endpoint.
        public var url: String

        /// A value with these fields; what is not given stays unset.
        public init(
            certConfigMap: String? = nil,
            checksum: String? = nil,
            extraHeaders: [String]? = nil,
            insecureSkipVerify: Bool? = nil,
            secretExtraHeaders: [String]? = nil,
            secretRef: String? = nil,
            url: String
        ) {
            self.certConfigMap = certConfigMap
            self.checksum = checksum
            self.extraHeaders = extraHeaders
            self.insecureSkipVerify = insecureSkipVerify
            self.secretExtraHeaders = secretExtraHeaders
            self.secretRef = secretRef
            self.url = url
        }
    }
}
