/// VirtualMachineSnapshotContentSpec is the spec for a VirtualMachineSnapshotContent resource.
public struct VirtualMachineSnapshotContentSpec: Sendable, Hashable, Codable {
    /// Where it comes from.
    public var source: SourceSpec
    /// Name of the machine's snapshot.
    public var virtualMachineSnapshotName: String?
    /// The volumes.
    public var volumeBackups: [VolumeBackup]?

    /// A value with these fields; what is not given stays unset.
    public init(
        source: SourceSpec = SourceSpec(),
        virtualMachineSnapshotName: String? = nil,
        volumeBackups: [VolumeBackup]? = nil
    ) {
        self.source = source
        self.virtualMachineSnapshotName = virtualMachineSnapshotName
        self.volumeBackups = volumeBackups
    }
}
