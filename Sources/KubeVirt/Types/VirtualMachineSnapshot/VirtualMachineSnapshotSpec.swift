/// VirtualMachineSnapshotSpec is the spec for a VirtualMachineSnapshot resource.
public struct VirtualMachineSnapshotSpec: Sendable, Hashable, Codable {
    /// Whether its content goes with it.
    public var deletionPolicy: String?
    /// This time represents the number of seconds we permit the vm snapshot to take.
    ///
    /// In case we pass this deadline we mark this snapshot as failed. Defaults to DefaultFailureDeadline - 5min.
    public var failureDeadline: String?
    /// Where it comes from.
    public var source: Core.TypedLocalObjectReference

    /// A value with these fields; what is not given stays unset.
    public init(
        deletionPolicy: String? = nil,
        failureDeadline: String? = nil,
        source: Core.TypedLocalObjectReference
    ) {
        self.deletionPolicy = deletionPolicy
        self.failureDeadline = failureDeadline
        self.source = source
    }
}
