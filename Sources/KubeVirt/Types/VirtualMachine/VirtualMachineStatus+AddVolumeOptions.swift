extension VirtualMachineStatus {
    /// AddVolumeOptions is provided when dynamically hot plugging a volume and disk.
    public struct AddVolumeOptions: Sendable, Hashable, Codable {
        /// Disk represents the hotplug disk that will be plugged into the running VMI.
        public var disk: DomainSpec.Disk
        /// When present, indicates that modifications should not be persisted.
        ///
        /// An invalid or unrecognized dryRun directive will result in an error response and no further processing of
        /// the request. Valid values are: - All: all dry run stages will be processed.
        public var dryRun: [String]?
        /// Name represents the name that will be used to map the disk to the corresponding volume.
        ///
        /// This overrides any name set inside the Disk struct itself.
        public var name: String
        /// VolumeSource represents the source of the volume to map to the disk.
        public var volumeSource: HotplugVolumeSource

        /// A value with these fields; what is not given stays unset.
        public init(
            disk: DomainSpec.Disk,
            dryRun: [String]? = nil,
            name: String,
            volumeSource: HotplugVolumeSource = HotplugVolumeSource()
        ) {
            self.disk = disk
            self.dryRun = dryRun
            self.name = name
            self.volumeSource = volumeSource
        }
    }
}
