extension VirtualMachinePreferenceSpec {
    /// What the guest likes its volumes to be.
    public struct VolumePreferences: Sendable, Hashable, Codable {
        /// PreffereedStorageClassName optionally defines the preferred storageClass.
        public var preferredStorageClassName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredStorageClassName: String? = nil
        ) {
            self.preferredStorageClassName = preferredStorageClassName
        }
    }
}
