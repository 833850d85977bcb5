/// Which machine moves.
public struct VirtualMachineInstanceMigrationSpec: Sendable, Hashable, Codable {
    /// AddedNodeSelector is an additional selector that can be used to complement a NodeSelector or NodeAffinity as set
    /// on the VM to restrict the set of allowed target nodes for a migration.
    ///
    /// In case of key collisions, values set on the VM objects are going to be preserved to ensure that
    /// addedNodeSelector can only restrict but not bypass constraints already set on the VM object.
    public var addedNodeSelector: [String: String]?
    /// Priority of the migration.
    ///
    /// This can be one of `system-critical`, `user-triggered`, `system-maintenance`.
    public var priority: String?
    /// If receieve is specified, this VirtualMachineInstanceMigration will be considered the target.
    public var receive: Target?
    /// If sendTo is specified, this VirtualMachineInstanceMigration will be considered the source.
    public var sendTo: Source?
    /// The name of the VMI to perform the migration on.
    ///
    /// VMI must exist in the migration objects namespace.
    public var vmiName: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        addedNodeSelector: [String: String]? = nil,
        priority: String? = nil,
        receive: Target? = nil,
        sendTo: Source? = nil,
        vmiName: String? = nil
    ) {
        self.addedNodeSelector = addedNodeSelector
        self.priority = priority
        self.receive = receive
        self.sendTo = sendTo
        self.vmiName = vmiName
    }
}
