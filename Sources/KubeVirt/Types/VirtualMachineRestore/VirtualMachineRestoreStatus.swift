/// VirtualMachineRestoreStatus is the status for a VirtualMachineRestore resource.
public struct VirtualMachineRestoreStatus: Sendable, Hashable, Codable {
    /// Whether it is done.
    public var complete: Bool?
    /// Facts that hold or do not.
    public var conditions: [VirtualMachineSnapshotStatus.Condition]?
    /// Data volumes that made room.
    public var deletedDataVolumes: [String]?
    /// When it was done.
    public var restoreTime: Timestamp?
    /// The volumes.
    public var restores: [VolumeRestore]?

    /// A value with these fields; what is not given stays unset.
    public init(
        complete: Bool? = nil,
        conditions: [VirtualMachineSnapshotStatus.Condition]? = nil,
        deletedDataVolumes: [String]? = nil,
        restoreTime: Timestamp? = nil,
        restores: [VolumeRestore]? = nil
    ) {
        self.complete = complete
        self.conditions = conditions
        self.deletedDataVolumes = deletedDataVolumes
        self.restoreTime = restoreTime
        self.restores = restores
    }
}

extension VirtualMachineRestoreStatus: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["deletedDataVolumes": .set]
}
