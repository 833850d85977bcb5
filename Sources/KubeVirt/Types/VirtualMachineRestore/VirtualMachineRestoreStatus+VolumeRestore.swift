extension VirtualMachineRestoreStatus {
    /// VolumeRestore contains the data needed to restore a PVC.
    public struct VolumeRestore: Sendable, Hashable, Codable {
        /// Name of the data volume.
        public var dataVolumeName: String?
        /// The claim.
        public var persistentVolumeClaim: String
        /// Name of the volume in the machine.
        public var volumeName: String
        /// Name of the volume's snapshot.
        public var volumeSnapshotName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            dataVolumeName: String? = nil,
            persistentVolumeClaim: String,
            volumeName: String,
            volumeSnapshotName: String
        ) {
            self.dataVolumeName = dataVolumeName
            self.persistentVolumeClaim = persistentVolumeClaim
            self.volumeName = volumeName
            self.volumeSnapshotName = volumeSnapshotName
        }
    }
}
