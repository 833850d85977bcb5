/// VirtualMachineSnapshotContentStatus is the status for a VirtualMachineSnapshotStatus resource.
public struct VirtualMachineSnapshotContentStatus: Sendable, Hashable, Codable {
    /// When it came to be.
    public var creationTime: Timestamp?
    /// What went wrong last.
    public var error: VirtualMachineSnapshotStatus.Error?
    /// Whether it can be restored from.
    public var readyToUse: Bool?
    /// The volumes' snapshots.
    public var volumeSnapshotStatus: [VolumeSnapshotStatus]?

    /// A value with these fields; what is not given stays unset.
    public init(
        creationTime: Timestamp? = nil,
        error: VirtualMachineSnapshotStatus.Error? = nil,
        readyToUse: Bool? = nil,
        volumeSnapshotStatus: [VolumeSnapshotStatus]? = nil
    ) {
        self.creationTime = creationTime
        self.error = error
        self.readyToUse = readyToUse
        self.volumeSnapshotStatus = volumeSnapshotStatus
    }
}
