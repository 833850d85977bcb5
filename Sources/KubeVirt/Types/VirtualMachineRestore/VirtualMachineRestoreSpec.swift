/// VirtualMachineRestoreSpec is the spec for a VirtualMachineRestore resource.
public struct VirtualMachineRestoreSpec: Sendable, Hashable, Codable {
    /// If the target for the restore does not exist, it will be created.
    ///
    /// Patches holds JSON patches that would be applied to the target manifest before it's created. Patches should fit
    /// the target's Kind.
    ///
    /// Example for a patch: {"op": "replace", "path": "/metadata/name", "value": "new-vm-name"}.
    public var patches: [String]?
    /// initially only VirtualMachine type supported.
    public var target: Core.TypedLocalObjectReference
    /// What happens when the machine is not stopped.
    public var targetReadinessPolicy: String?
    /// Name of the machine's snapshot.
    public var virtualMachineSnapshotName: String
    /// Who owns the new volumes.
    public var volumeOwnershipPolicy: String?
    /// VolumeRestoreOverrides gives the option to change properties of each restored volume For example, specifying the
    /// name of the restored volume, or adding labels/annotations to it.
    public var volumeRestoreOverrides: [VolumeRestoreOverride]?
    /// What the new volumes are called.
    public var volumeRestorePolicy: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        patches: [String]? = nil,
        target: Core.TypedLocalObjectReference,
        targetReadinessPolicy: String? = nil,
        virtualMachineSnapshotName: String,
        volumeOwnershipPolicy: String? = nil,
        volumeRestoreOverrides: [VolumeRestoreOverride]? = nil,
        volumeRestorePolicy: String? = nil
    ) {
        self.patches = patches
        self.target = target
        self.targetReadinessPolicy = targetReadinessPolicy
        self.virtualMachineSnapshotName = virtualMachineSnapshotName
        self.volumeOwnershipPolicy = volumeOwnershipPolicy
        self.volumeRestoreOverrides = volumeRestoreOverrides
        self.volumeRestorePolicy = volumeRestorePolicy
    }
}
