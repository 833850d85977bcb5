extension DataVolumeSpec {
    /// DataVolumeSourceVDDK provides the parameters to create a Data Volume from a Vmware source.
    public struct SourceVDDK: Sendable, Hashable, Codable {
        /// BackingFile is the path to the virtual hard disk to migrate from vCenter/ESXi.
        public var backingFile: String?
        /// Config map with the certificates of vCenter's or the ESXi host's authority.
        public var certConfigMap: String?
        /// ExtraArgs is a reference to a ConfigMap containing extra arguments to pass directly to the VDDK library.
        public var extraArgs: String?
        /// InitImageURL is an optional URL to an image containing an extracted VDDK library, overrides v2v-vmware
        /// config map.
        public var initImageURL: String?
        /// SecretRef provides a reference to a secret containing the username and password needed to access the vCenter
        /// or ESXi host.
        public var secretRef: String?
        /// Thumbprint is the certificate thumbprint of the vCenter or ESXi host.
        public var thumbprint: String?
        /// URL is the URL of the vCenter or ESXi host with the VM to migrate.
        public var url: String?
        /// UUID is the UUID of the virtual machine that the backing file is attached to in vCenter/ESXi.
        public var uuid: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            backingFile: String? = nil,
            certConfigMap: String? = nil,
            extraArgs: String? = nil,
            initImageURL: String? = nil,
            secretRef: String? = nil,
            thumbprint: String? = nil,
            url: String? = nil,
            uuid: String? = nil
        ) {
            self.backingFile = backingFile
            self.certConfigMap = certConfigMap
            self.extraArgs = extraArgs
            self.initImageURL = initImageURL
            self.secretRef = secretRef
            self.thumbprint = thumbprint
            self.url = url
            self.uuid = uuid
        }
    }
}
