/// VirtualMachine handles the VirtualMachines that are not running or are in a stopped state The VirtualMachine
/// contains the template to create the VirtualMachineInstance.
///
/// It also mirrors the running state of the created VirtualMachineInstance in its status.
public struct VirtualMachine: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachine"

    /// Always `kubevirt.io/v1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachine`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Spec contains the specification of VirtualMachineInstance created.
    public var spec: VirtualMachineSpec
    /// Status holds the current state of the controller and brief information about its associated
    /// VirtualMachineInstance.
    public var status: VirtualMachineStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineSpec = VirtualMachineSpec(),
        status: VirtualMachineStatus? = nil
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
        spec = try container.decode(VirtualMachineSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineStatus.self, forKey: .status)
    }
}
