/// VirtualMachineClone is a CRD that clones one VM into another.
public struct VirtualMachineClone: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "clone.kubevirt.io/v1beta1"
    /// The kind's name.
    public static let kind = "VirtualMachineClone"

    /// Always `clone.kubevirt.io/v1beta1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineClone`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the object shall be.
    public var spec: VirtualMachineCloneSpec
    /// What became of it; set by who runs it.
    public var status: VirtualMachineCloneStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineCloneSpec,
        status: VirtualMachineCloneStatus? = nil
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
        spec = try container.decode(VirtualMachineCloneSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineCloneStatus.self, forKey: .status)
    }
}
