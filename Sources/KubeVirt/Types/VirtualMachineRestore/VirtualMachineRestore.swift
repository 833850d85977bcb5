/// VirtualMachineRestore defines the operation of restoring a VM.
public struct VirtualMachineRestore: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "snapshot.kubevirt.io/v1beta1"
    /// The kind's name.
    public static let kind = "VirtualMachineRestore"

    /// Always `snapshot.kubevirt.io/v1beta1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineRestore`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the object shall be.
    public var spec: VirtualMachineRestoreSpec
    /// What became of it; set by who runs it.
    public var status: VirtualMachineRestoreStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineRestoreSpec,
        status: VirtualMachineRestoreStatus? = nil
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
        spec = try container.decode(VirtualMachineRestoreSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineRestoreStatus.self, forKey: .status)
    }
}
