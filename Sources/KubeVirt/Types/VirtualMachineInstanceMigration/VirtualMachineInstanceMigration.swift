/// VirtualMachineInstanceMigration represents the object tracking a VMI's migration to another host in the cluster.
public struct VirtualMachineInstanceMigration: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachineInstanceMigration"

    /// Always `kubevirt.io/v1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineInstanceMigration`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the object shall be.
    public var spec: VirtualMachineInstanceMigrationSpec
    /// What became of it; set by who runs it.
    public var status: VirtualMachineInstanceMigrationStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineInstanceMigrationSpec = VirtualMachineInstanceMigrationSpec(),
        status: VirtualMachineInstanceMigrationStatus? = nil
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
        spec = try container.decode(VirtualMachineInstanceMigrationSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineInstanceMigrationStatus.self, forKey: .status)
    }
}
