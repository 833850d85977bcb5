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

    /// Reads a value, where an absent `spec` is an empty one, as it is in Go.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata)
        spec =
            try container.decodeIfPresent(VirtualMachineInstanceSpec.self, forKey: .spec)
            ?? VirtualMachineInstanceSpec()
    }
}
