/// What machines of one making have in common (kubevirt.io/v1 VirtualMachineInstanceTemplateSpec).
public struct VirtualMachineInstanceTemplate: Sendable, Hashable, Codable {
    /// Labels and annotations of the machines.
    public var metadata: ObjectMeta?
    /// What the machines shall be.
    public var spec: VirtualMachineInstanceSpec

    /// A template of these parts.
    public init(metadata: ObjectMeta? = nil, spec: VirtualMachineInstanceSpec = VirtualMachineInstanceSpec()) {
        self.metadata = metadata
        self.spec = spec
    }

    /// A machine of this template under a name.
    public func instance(named name: String) -> VirtualMachineInstance {
        var metadata = metadata ?? ObjectMeta()
        metadata.name = name
        metadata.generateName = nil
        return VirtualMachineInstance(metadata: metadata, spec: spec)
    }
}
