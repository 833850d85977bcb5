extension VirtualMachineInstanceSpec {
    /// Data for cloud-init: at most one of each kind's three spellings, each inline one of at most 2048 bytes.
    public struct CloudInitSource: Sendable, Hashable, Codable {
        /// Network configuration as it is.
        public var networkData: String?
        /// Network configuration in base64.
        public var networkDataBase64: String?
        /// Secret with the network configuration; clusters only.
        public var networkDataSecretRef: Core.LocalObjectReference?
        /// Secret with the user data; clusters only.
        public var secretRef: Core.LocalObjectReference?
        /// User data as it is.
        public var userData: String?
        /// User data in base64.
        public var userDataBase64: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            networkData: String? = nil,
            networkDataBase64: String? = nil,
            networkDataSecretRef: Core.LocalObjectReference? = nil,
            secretRef: Core.LocalObjectReference? = nil,
            userData: String? = nil,
            userDataBase64: String? = nil
        ) {
            self.networkData = networkData
            self.networkDataBase64 = networkDataBase64
            self.networkDataSecretRef = networkDataSecretRef
            self.secretRef = secretRef
            self.userData = userData
            self.userDataBase64 = userDataBase64
        }
    }
}
