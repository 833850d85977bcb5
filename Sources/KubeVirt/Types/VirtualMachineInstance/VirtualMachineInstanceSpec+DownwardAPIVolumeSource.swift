extension VirtualMachineInstanceSpec {
    /// DownwardAPIVolumeSource represents a volume containing downward API info.
    public struct DownwardAPIVolumeSource: Sendable, Hashable, Codable {
        /// Fields is a list of downward API volume file.
        public var fields: [Core.DownwardAPIVolumeFile]?
        /// The volume label of the resulting disk inside the VMI.
        ///
        /// Different bootstrapping mechanisms require different values. Typical values are "cidata" (cloud-init),
        /// "config-2" (cloud-init) or "OEMDRV" (kickstart).
        public var volumeLabel: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            fields: [Core.DownwardAPIVolumeFile]? = nil,
            volumeLabel: String? = nil
        ) {
            self.fields = fields
            self.volumeLabel = volumeLabel
        }
    }
}
