/// VirtualMachineInstanceMigration reprents information pertaining to a VMI's migration.
public struct VirtualMachineInstanceMigrationStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [Condition]?
    /// Represents the status of a live migration.
    public var migrationState: VirtualMachineInstanceStatus.MigrationState?
    /// Where the object is in its life.
    public var phase: String?
    /// PhaseTransitionTimestamp is the timestamp of when the last phase change occurred.
    public var phaseTransitionTimestamps: [PhaseTransitionTimestamp]?
    /// The synchronization addresses one can use to connect to the synchronization controller, includes the port, if
    /// multiple addresses are available, the first one is reported in the synchronizationAddress field.
    public var synchronizationAddresses: [String]?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        migrationState: VirtualMachineInstanceStatus.MigrationState? = nil,
        phase: String? = nil,
        phaseTransitionTimestamps: [PhaseTransitionTimestamp]? = nil,
        synchronizationAddresses: [String]? = nil
    ) {
        self.conditions = conditions
        self.migrationState = migrationState
        self.phase = phase
        self.phaseTransitionTimestamps = phaseTransitionTimestamps
        self.synchronizationAddresses = synchronizationAddresses
    }
}
