extension VirtualMachineSnapshotContentStatus {
    /// VolumeSnapshotStatus is the status of a VolumeSnapshot.
    public struct VolumeSnapshotStatus: Sendable, Hashable, Codable {
        /// When it came to be.
        public var creationTime: Timestamp?
        /// What went wrong last.
        public var error: VirtualMachineSnapshotStatus.Error?
        /// Whether it can be restored from.
        public var readyToUse: Bool?
        /// Name of the volume's snapshot.
        public var volumeSnapshotName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            creationTime: Timestamp? = nil,
            error: VirtualMachineSnapshotStatus.Error? = nil,
            readyToUse: Bool? = nil,
            volumeSnapshotName: String
        ) {
            self.creationTime = creationTime
            self.error = error
            self.readyToUse = readyToUse
            self.volumeSnapshotName = volumeSnapshotName
        }
    }
}
