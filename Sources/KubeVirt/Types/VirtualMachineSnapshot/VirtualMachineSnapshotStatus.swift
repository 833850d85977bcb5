/// VirtualMachineSnapshotStatus is the status for a VirtualMachineSnapshot resource.
public struct VirtualMachineSnapshotStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [Condition]?
    /// When it came to be.
    public var creationTime: Timestamp?
    /// What went wrong last.
    public var error: Error?
    /// Deprecated: Use SourceIndications instead.
    ///
    /// This field will be removed in a future version.
    public var indications: [String]?
    /// Where the object is in its life.
    public var phase: String?
    /// Whether it can be restored from.
    public var readyToUse: Bool?
    /// Which volumes are in it.
    public var snapshotVolumes: SnapshotVolumesLists?
    /// What the guest was doing.
    public var sourceIndications: [SourceIndication]?
    /// Identity of the machine.
    public var sourceUID: String?
    /// Name of its content.
    public var virtualMachineSnapshotContentName: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        creationTime: Timestamp? = nil,
        error: Error? = nil,
        indications: [String]? = nil,
        phase: String? = nil,
        readyToUse: Bool? = nil,
        snapshotVolumes: SnapshotVolumesLists? = nil,
        sourceIndications: [SourceIndication]? = nil,
        sourceUID: String? = nil,
        virtualMachineSnapshotContentName: String? = nil
    ) {
        self.conditions = conditions
        self.creationTime = creationTime
        self.error = error
        self.indications = indications
        self.phase = phase
        self.readyToUse = readyToUse
        self.snapshotVolumes = snapshotVolumes
        self.sourceIndications = sourceIndications
        self.sourceUID = sourceUID
        self.virtualMachineSnapshotContentName = virtualMachineSnapshotContentName
    }
}

extension VirtualMachineSnapshotStatus: MergedLists {
    package static let mergedLists: [String: ListMerge] = ["indications": .set]
}
