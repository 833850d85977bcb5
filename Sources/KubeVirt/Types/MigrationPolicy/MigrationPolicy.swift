/// MigrationPolicy holds migration policy (i.e. configurations) to apply to a VM or group of VMs.
public struct MigrationPolicy: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "migrations.kubevirt.io/v1alpha1"
    /// The kind's name.
    public static let kind = "MigrationPolicy"

    /// Always `migrations.kubevirt.io/v1alpha1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `MigrationPolicy`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the object shall be.
    public var spec: MigrationPolicySpec
    /// What became of it; set by who runs it.
    public var status: MigrationPolicyStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: MigrationPolicySpec = MigrationPolicySpec(),
        status: MigrationPolicyStatus? = nil
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
        spec = try container.decode(MigrationPolicySpec.self, forKey: .spec)
        status = try container.decodeIfPresent(MigrationPolicyStatus.self, forKey: .status)
    }
}
