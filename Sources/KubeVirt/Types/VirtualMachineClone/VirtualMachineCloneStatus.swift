/// How far a clone is.
public struct VirtualMachineCloneStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [VirtualMachineSnapshotStatus.Condition]?
    /// When it came to be.
    public var creationTime: Timestamp?
    /// Where the object is in its life.
    public var phase: String?
    /// Name of the restore that makes it.
    public var restoreName: String?
    /// Name of the snapshot that it is made from.
    public var snapshotName: String?
    /// Name of the new machine.
    public var targetName: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [VirtualMachineSnapshotStatus.Condition]? = nil,
        creationTime: Timestamp? = nil,
        phase: String? = nil,
        restoreName: String? = nil,
        snapshotName: String? = nil,
        targetName: String? = nil
    ) {
        self.conditions = conditions
        self.creationTime = creationTime
        self.phase = phase
        self.restoreName = restoreName
        self.snapshotName = snapshotName
        self.targetName = targetName
    }
}
