/// What machines of one making have in common (kubevirt.io/v1 VirtualMachineInstanceTemplateSpec).
public struct VirtualMachineInstanceTemplate: Sendable, Hashable, Codable {
    /// Labels and annotations of the machines.
    public var metadata: ObjectMeta?
    /// What the machines shall be.
    public var spec: VirtualMachineInstanceSpec

    /// A value with these fields; what is not given stays unset.
    public init(
        metadata: ObjectMeta? = nil,
        spec: VirtualMachineInstanceSpec = VirtualMachineInstanceSpec()
    ) {
        self.metadata = metadata
        self.spec = spec
    }
}
