/// VirtualMachineExport defines the operation of exporting a VM source.
public struct VirtualMachineExport: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "export.kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachineExport"

    /// Always `export.kubevirt.io/v1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineExport`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the object shall be.
    public var spec: VirtualMachineExportSpec
    /// What became of it; set by who runs it.
    public var status: VirtualMachineExportStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineExportSpec,
        status: VirtualMachineExportStatus? = nil
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
        spec = try container.decode(VirtualMachineExportSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineExportStatus.self, forKey: .status)
    }
}
