extension VirtualMachineInstanceStatus {
    /// VMIMConfigurationOptions holds the resolved migration options for a single migration.
    ///
    /// It is written to VirtualMachineInstanceMigrationState and represents the effective configuration after merging
    /// KubeVirt defaults with any matched MigrationPolicy.
    public struct VMIMConfigurationOptions: Sendable, Hashable, Codable {
        /// AllowAutoConverge allows the platform to compromise performance/availability of VMIs to guarantee successful
        /// VMI live migrations.
        ///
        /// Defaults to false.
        public var allowAutoConverge: Bool?
        /// AllowPostCopy enables post-copy live migrations.
        ///
        /// Such migrations allow even the busiest VMIs to successfully live-migrate. However, events like a network
        /// failure can cause a VMI crash. If set to true, migrations will still start in pre-copy, but switch to
        /// post-copy when CompletionTimeoutPerGiB triggers. Defaults to false.
        public var allowPostCopy: Bool?
        /// AllowWorkloadDisruption indicates that the migration shouldn't be canceled after acceptableCompletionTime is
        /// exceeded.
        ///
        /// Instead, if permitted, migration will be switched to post-copy or the VMI will be paused to allow the
        /// migration to complete.
        public var allowWorkloadDisruption: Bool?
        /// BandwidthPerMigration limits the amount of network bandwidth live migrations are allowed to use.
        ///
        /// The value is in quantity per second. Defaults to 0 (no limit)
        public var bandwidthPerMigration: Quantity?
        /// CompletionTimeoutPerGiB is the maximum number of seconds per GiB a migration is allowed to take.
        ///
        /// If the timeout is reached, the migration will be either paused, switched to post-copy or cancelled depending
        /// on other settings. Defaults to 150.
        public var completionTimeoutPerGiB: Int64?
        /// When set to true, DisableTLS will disable the additional layer of live migration encryption provided by
        /// KubeVirt.
        ///
        /// This is usually a bad idea. Defaults to false.
        public var disableTLS: Bool?
        /// ExperimentalMigrationOptions is an alpha API.
        ///
        /// It is intended for experimental purposes only and will be removed in the future.
        public var experimental: ExperimentalMigrationOptions?
        /// By default, the SELinux level of target virt-launcher pods is forced to the level of the source
        /// virt-launcher.
        ///
        /// When set to true, MatchSELinuxLevelOnMigration lets the CRI auto-assign a random level to the target. That
        /// will ensure the target virt-launcher doesn't share categories with another pod on the node. However,
        /// migrations will fail when using RWX volumes that don't automatically deal with SELinux levels.
        public var matchSELinuxLevelOnMigration: Bool?
        /// MaxDowntimeMs specifies the maximum tolerable downtime (in milliseconds) during switchover.
        ///
        /// Defaults to 900.
        public var maxDowntimeMs: Int64?
        /// Network is the name of the CNI network to use for live migrations.
        ///
        /// By default, migrations go through the pod network.
        public var network: String?
        /// NodeDrainTaintKey defines the taint key that indicates a node should be drained.
        ///
        /// Note: this option relies on the deprecated node taint feature. Default: kubevirt.io/drain.
        public var nodeDrainTaintKey: String?
        /// ParallelMigrationsPerCluster is the total number of concurrent live migrations allowed cluster-wide.
        ///
        /// Defaults to 5.
        public var parallelMigrationsPerCluster: UInt32?
        /// ParallelOutboundMigrationsPerNode is the maximum number of concurrent outgoing live migrations allowed per
        /// node.
        ///
        /// Defaults to 2.
        public var parallelOutboundMigrationsPerNode: UInt32?
        /// ProgressTimeout is the maximum number of seconds a live migration is allowed to make no progress.
        ///
        /// Hitting this timeout means a migration transferred 0 data for that many seconds. The migration is then
        /// considered stuck and therefore cancelled. Defaults to 150.
        public var progressTimeout: Int64?
        /// UnsafeMigrationOverride allows live migrations to occur even if the compatibility check indicates the
        /// migration will be unsafe to the guest.
        ///
        /// Defaults to false.
        public var unsafeMigrationOverride: Bool?
        /// UtilityVolumesTimeout is the maximum number of seconds a migration can wait in Pending state for utility
        /// volumes to be detached.
        ///
        /// If utility volumes are still present after this timeout, the migration will be marked as Failed. Defaults to
        /// 150.
        public var utilityVolumesTimeout: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            allowAutoConverge: Bool? = nil,
            allowPostCopy: Bool? = nil,
            allowWorkloadDisruption: Bool? = nil,
            bandwidthPerMigration: Quantity? = nil,
            completionTimeoutPerGiB: Int64? = nil,
            disableTLS: Bool? = nil,
            experimental: ExperimentalMigrationOptions? = nil,
            matchSELinuxLevelOnMigration: Bool? = nil,
            maxDowntimeMs: Int64? = nil,
            network: String? = nil,
            nodeDrainTaintKey: String? = nil,
            parallelMigrationsPerCluster: UInt32? = nil,
            parallelOutboundMigrationsPerNode: UInt32? = nil,
            progressTimeout: Int64? = nil,
            unsafeMigrationOverride: Bool? = nil,
            utilityVolumesTimeout: Int64? = nil
        ) {
            self.allowAutoConverge = allowAutoConverge
            self.allowPostCopy = allowPostCopy
            self.allowWorkloadDisruption = allowWorkloadDisruption
            self.bandwidthPerMigration = bandwidthPerMigration
            self.completionTimeoutPerGiB = completionTimeoutPerGiB
            self.disableTLS = disableTLS
            self.experimental = experimental
            self.matchSELinuxLevelOnMigration = matchSELinuxLevelOnMigration
            self.maxDowntimeMs = maxDowntimeMs
            self.network = network
            self.nodeDrainTaintKey = nodeDrainTaintKey
            self.parallelMigrationsPerCluster = parallelMigrationsPerCluster
            self.parallelOutboundMigrationsPerNode = parallelOutboundMigrationsPerNode
            self.progressTimeout = progressTimeout
            self.unsafeMigrationOverride = unsafeMigrationOverride
            self.utilityVolumesTimeout = utilityVolumesTimeout
        }
    }
}
