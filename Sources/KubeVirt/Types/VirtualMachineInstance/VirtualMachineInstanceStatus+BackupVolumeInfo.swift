extension VirtualMachineInstanceStatus {
    /// VirtualMachineInstanceBackupVolumeInfo contains information about a volume included in a backup.
    public struct BackupVolumeInfo: Sendable, Hashable, Codable {
        /// VolumeName is the volume name from VMI spec.
        public var volumeName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            volumeName: String
        ) {
            self.volumeName = volumeName
        }
    }
}
