extension VirtualMachineInstanceStatus {
    /// VirtualMachineInstanceBackupStatus tracks the information of the executed backup.
    public struct BackupStatus: Sendable, Hashable, Codable {
        /// BackupMsg resturns any relevant information like failure reason unfreeze failed etc...
        public var backupMsg: String?
        /// BackupName is the name of the executed backup.
        public var backupName: String?
        /// CheckpointName is the name of the checkpoint created for the backup.
        public var checkpointName: String?
        /// Completed indicates the backup completed.
        public var completed: Bool?
        /// EndTimestamp is the timestamp when the backup ended.
        public var endTimestamp: Timestamp?
        /// Failed indicates that the backup failed.
        public var failed: Bool?
        /// QuiesceStatus indicates whether filesystem freeze succeeded, failed, or was skipped.
        public var quiesceStatus: String?
        /// StartTimestamp is the timestamp when the backup started.
        public var startTimestamp: Timestamp?
        /// Volumes lists the volumes included in the backup.
        public var volumes: [BackupVolumeInfo]?

        /// A value with these fields; what is not given stays unset.
        public init(
            backupMsg: String? = nil,
            backupName: String? = nil,
            checkpointName: String? = nil,
            completed: Bool? = nil,
            endTimestamp: Timestamp? = nil,
            failed: Bool? = nil,
            quiesceStatus: String? = nil,
            startTimestamp: Timestamp? = nil,
            volumes: [BackupVolumeInfo]? = nil
        ) {
            self.backupMsg = backupMsg
            self.backupName = backupName
            self.checkpointName = checkpointName
            self.completed = completed
            self.endTimestamp = endTimestamp
            self.failed = failed
            self.quiesceStatus = quiesceStatus
            self.startTimestamp = startTimestamp
            self.volumes = volumes
        }
    }
}
