extension VirtualMachineInstanceStatus {
    /// ChangedBlockTrackingStatus represents the status of ChangedBlockTracking for a VM.
    public struct ChangedBlockTrackingStatus: Sendable, Hashable, Codable {
        /// BackupStatus represents the status of vmi backup.
        public var backupStatus: BackupStatus?
        /// State represents the current CBT state.
        public var state: String

        /// A value with these fields; what is not given stays unset.
        public init(
            backupStatus: BackupStatus? = nil,
            state: String
        ) {
            self.backupStatus = backupStatus
            self.state = state
        }
    }
}
