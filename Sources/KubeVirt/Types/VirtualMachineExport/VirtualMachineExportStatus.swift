/// VirtualMachineExportStatus is the status for a VirtualMachineExport resource.
public struct VirtualMachineExportStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [Condition]?
    /// Where the disks can be fetched.
    public var links: Links?
    /// Where the object is in its life.
    public var phase: String?
    /// ServiceName is the name of the service created associated with the Virtual Machine export.
    ///
    /// It will be used to create the internal URLs for downloading the images.
    public var serviceName: String?
    /// TokenSecretRef is the name of the secret that contains the token used by the export server pod.
    public var tokenSecretRef: String?
    /// The time at which the VM Export will be completely removed according to specified TTL Formula is
    /// CreationTimestamp + TTL.
    public var ttlExpirationTime: Timestamp?
    /// VirtualMachineName shows the name of the source virtual machine if the source is either a VirtualMachine or a
    /// VirtualMachineSnapshot.
    ///
    /// This is mainly to easily identify the source VirtualMachine in case of a VirtualMachineSnapshot.
    public var virtualMachineName: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        links: Links? = nil,
        phase: String? = nil,
        serviceName: String? = nil,
        tokenSecretRef: String? = nil,
        ttlExpirationTime: Timestamp? = nil,
        virtualMachineName: String? = nil
    ) {
        self.conditions = conditions
        self.links = links
        self.phase = phase
        self.serviceName = serviceName
        self.tokenSecretRef = tokenSecretRef
        self.ttlExpirationTime = ttlExpirationTime
        self.virtualMachineName = virtualMachineName
    }
}
