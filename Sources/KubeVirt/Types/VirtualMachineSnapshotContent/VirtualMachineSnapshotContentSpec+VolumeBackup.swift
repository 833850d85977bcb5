extension VirtualMachineSnapshotContentSpec {
    /// VolumeBackup contains the data neeed to restore a PVC.
    public struct VolumeBackup: Sendable, Hashable, Codable {
        /// The claim.
        public var persistentVolumeClaim: PersistentVolumeClaim
        /// Name of the volume in the machine.
        public var volumeName: String
        /// Name of the volume's snapshot.
        public var volumeSnapshotName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            persistentVolumeClaim: PersistentVolumeClaim = PersistentVolumeClaim(),
            volumeName: String,
            volumeSnapshotName: String? = nil
        ) {
            self.persistentVolumeClaim = persistentVolumeClaim
            self.volumeName = volumeName
            self.volumeSnapshotName = volumeSnapshotName
        }
    }
}
