extension VirtualMachineInstanceStatus {
    /// How far a migration is.
    public struct MigrationState: Sendable, Hashable, Codable {
        /// Indicates that the migration has been requested to abort.
        public var abortRequested: Bool?
        /// Indicates the final status of the live migration abortion.
        public var abortStatus: String?
        /// Indicates the migration completed.
        public var completed: Bool?
        /// The time the migration action ended.
        public var endTimestamp: Timestamp?
        /// Indicates that the migration failed.
        public var failed: Bool?
        /// Contains the reason why the migration failed.
        public var failureReason: String?
        /// Migration configurations to apply.
        public var migrationConfiguration: VMIMConfigurationOptions?
        /// The type of migration network, either 'pod' or 'migration'.
        public var migrationNetworkType: String?
        /// Name of the migration policy.
        ///
        /// If string is empty, no policy is matched.
        public var migrationPolicyName: String?
        /// The VirtualMachineInstanceMigration object associated with this migration.
        public var migrationUid: String?
        /// Lets us know if the vmi is currently running pre or post copy migration.
        public var mode: String?
        /// The source node that the VMI originated on.
        public var sourceNode: String?
        /// If the VMI being migrated uses persistent features (backend-storage), its source PVC name is saved here.
        public var sourcePersistentStatePVCName: String?
        /// Pod that the machine leaves.
        public var sourcePod: String?
        /// SourceState contains migration state managed by the source virt handler.
        public var sourceState: MigrationSourceState?
        /// The time the migration action began.
        public var startTimestamp: Timestamp?
        /// The UID of the target attachment pod for hotplug volumes.
        public var targetAttachmentPodUID: String?
        /// If the VMI requires dedicated CPUs, this field will hold the dedicated CPU set on the target node.
        public var targetCPUSet: [Int32]?
        /// The list of ports opened for live migration on the destination node.
        public var targetDirectMigrationNodePorts: [String: Int32]?
        /// TargetMemoryOverhead is the memory overhead of the target virt-launcher pod.
        public var targetMemoryOverhead: Quantity?
        /// The target node that the VMI is moving to.
        public var targetNode: String?
        /// The address of the target node to use for the migration.
        public var targetNodeAddress: String?
        /// The Target Node has seen the Domain Start Event.
        public var targetNodeDomainDetected: Bool?
        /// The timestamp at which the target node detects the domain is active.
        public var targetNodeDomainReadyTimestamp: Timestamp?
        /// If the VMI requires dedicated CPUs, this field will hold the numa topology on the target node.
        public var targetNodeTopology: String?
        /// If the VMI being migrated uses persistent features (backend-storage), its target PVC name is saved here.
        public var targetPersistentStatePVCName: String?
        /// The target pod that the VMI is moving to.
        public var targetPod: String?
        /// TargetState contains migration state managed by the target virt handler.
        public var targetState: MigrationTargetState?

        /// A value with these fields; what is not given stays unset.
        public init(
            abortRequested: Bool? = nil,
            abortStatus: String? = nil,
            completed: Bool? = nil,
            endTimestamp: Timestamp? = nil,
            failed: Bool? = nil,
            failureReason: String? = nil,
            migrationConfiguration: VMIMConfigurationOptions? = nil,
            migrationNetworkType: String? = nil,
            migrationPolicyName: String? = nil,
            migrationUid: String? = nil,
            mode: String? = nil,
            sourceNode: String? = nil,
            sourcePersistentStatePVCName: String? = nil,
            sourcePod: String? = nil,
            sourceState: MigrationSourceState? = nil,
            startTimestamp: Timestamp? = nil,
            targetAttachmentPodUID: String? = nil,
            targetCPUSet: [Int32]? = nil,
            targetDirectMigrationNodePorts: [String: Int32]? = nil,
            targetMemoryOverhead: Quantity? = nil,
            targetNode: String? = nil,
            targetNodeAddress: String? = nil,
            targetNodeDomainDetected: Bool? = nil,
            targetNodeDomainReadyTimestamp: Timestamp? = nil,
            targetNodeTopology: String? = nil,
            targetPersistentStatePVCName: String? = nil,
            targetPod: String? = nil,
            targetState: MigrationTargetState? = nil
        ) {
            self.abortRequested = abortRequested
            self.abortStatus = abortStatus
            self.completed = completed
            self.endTimestamp = endTimestamp
            self.failed = failed
            self.failureReason = failureReason
            self.migrationConfiguration = migrationConfiguration
            self.migrationNetworkType = migrationNetworkType
            self.migrationPolicyName = migrationPolicyName
            self.migrationUid = migrationUid
            self.mode = mode
            self.sourceNode = sourceNode
            self.sourcePersistentStatePVCName = sourcePersistentStatePVCName
            self.sourcePod = sourcePod
            self.sourceState = sourceState
            self.startTimestamp = startTimestamp
            self.targetAttachmentPodUID = targetAttachmentPodUID
            self.targetCPUSet = targetCPUSet
            self.targetDirectMigrationNodePorts = targetDirectMigrationNodePorts
            self.targetMemoryOverhead = targetMemoryOverhead
            self.targetNode = targetNode
            self.targetNodeAddress = targetNodeAddress
            self.targetNodeDomainDetected = targetNodeDomainDetected
            self.targetNodeDomainReadyTimestamp = targetNodeDomainReadyTimestamp
            self.targetNodeTopology = targetNodeTopology
            self.targetPersistentStatePVCName = targetPersistentStatePVCName
            self.targetPod = targetPod
            self.targetState = targetState
        }
    }
}
