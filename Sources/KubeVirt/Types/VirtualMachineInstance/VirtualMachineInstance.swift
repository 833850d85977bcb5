/// VirtualMachineInstance is *the* VirtualMachineInstance Definition.
///
/// It represents a virtual machine in the runtime environment of kubernetes.
public struct VirtualMachineInstance: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachineInstance"

    /// Always `kubevirt.io/v1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineInstance`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// VirtualMachineInstance Spec contains the VirtualMachineInstance specification.
    public var spec: VirtualMachineInstanceSpec
    /// Status is the high level overview of how the VirtualMachineInstance is doing.
    ///
    /// It contains information available to controllers and users.
    public var status: VirtualMachineInstanceStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineInstanceSpec = VirtualMachineInstanceSpec(),
        status: VirtualMachineInstanceStatus? = nil
    ) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    /// Reads an object; another API version or kind is an error, an absent one is taken for ours.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta()
        spec = try container.decode(VirtualMachineInstanceSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineInstanceStatus.self, forKey: .status)
    }
}
