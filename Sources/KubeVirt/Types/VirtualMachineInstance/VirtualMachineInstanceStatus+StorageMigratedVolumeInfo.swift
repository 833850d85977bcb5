extension VirtualMachineInstanceStatus {
    /// StorageMigratedVolumeInfo tracks the information about the source and destination volumes during the volume
    /// migration.
    public struct StorageMigratedVolumeInfo: Sendable, Hashable, Codable {
        /// DestinationPVCInfo contains the information about the destination PVC.
        public var destinationPVCInfo: PersistentVolumeClaimInfo?
        /// SourcePVCInfo contains the information about the source PVC.
        public var sourcePVCInfo: PersistentVolumeClaimInfo?
        /// VolumeName is the name of the volume that is being migrated.
        public var volumeName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            destinationPVCInfo: PersistentVolumeClaimInfo? = nil,
            sourcePVCInfo: PersistentVolumeClaimInfo? = nil,
            volumeName: String
        ) {
            self.destinationPVCInfo = destinationPVCInfo
            self.sourcePVCInfo = sourcePVCInfo
            self.volumeName = volumeName
        }
    }
}
