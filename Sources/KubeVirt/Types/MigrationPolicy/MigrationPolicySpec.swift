/// Settings of the migrations of chosen machines.
public struct MigrationPolicySpec: Sendable, Hashable, Codable {
    /// Whether a guest that writes too fast is slowed down.
    public var allowAutoConverge: Bool?
    /// Whether memory may follow once the machine runs on the other node.
    public var allowPostCopy: Bool?
    /// Whether the guest may be paused to end a migration.
    public var allowWorkloadDisruption: Bool?
    /// Bytes a second.
    public var bandwidthPerMigration: Quantity?
    /// Seconds for each gibibyte of memory and disk.
    public var completionTimeoutPerGiB: Int64?
    /// ExperimentalMigrationOptions is an alpha API.
    ///
    /// It is intended for experimental purposes only and will be removed in the future.
    public var experimental: VirtualMachineInstanceStatus.ExperimentalMigrationOptions?
    /// Milliseconds that the guest may stand still.
    public var maxDowntimeMs: Int64?
    /// Which machines.
    public var selectors: Selectors

    /// A value with these fields; what is not given stays unset.
    public init(
        allowAutoConverge: Bool? = nil,
        allowPostCopy: Bool? = nil,
        allowWorkloadDisruption: Bool? = nil,
        bandwidthPerMigration: Quantity? = nil,
        completionTimeoutPerGiB: Int64? = nil,
        experimental: VirtualMachineInstanceStatus.ExperimentalMigrationOptions? = nil,
        maxDowntimeMs: Int64? = nil,
        selectors: Selectors = Selectors()
    ) {
        self.allowAutoConverge = allowAutoConverge
        self.allowPostCopy = allowPostCopy
        self.allowWorkloadDisruption = allowWorkloadDisruption
        self.bandwidthPerMigration = bandwidthPerMigration
        self.completionTimeoutPerGiB = completionTimeoutPerGiB
        self.experimental = experimental
        self.maxDowntimeMs = maxDowntimeMs
        self.selectors = selectors
    }
}
