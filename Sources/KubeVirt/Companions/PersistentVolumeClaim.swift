/// Storage that is kept between machines, by its name: Kubernetes' own object.
public struct PersistentVolumeClaim: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "v1"
    /// The kind's name.
    public static let kind = "PersistentVolumeClaim"

    /// Always `v1`.
    public private(set) var apiVersion = Self.apiVersion
    /// Always `PersistentVolumeClaim`.
    public private(set) var kind = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// How much is claimed, and from whom.
    public var spec: Core.PersistentVolumeClaimSpec

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(), spec: Core.PersistentVolumeClaimSpec = Core.PersistentVolumeClaimSpec()
    ) {
        self.metadata = metadata
        self.spec = spec
    }

    /// Reads an object; another API version or kind is an error, an absent one is taken for ours.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta()
        spec = try container.decode(Core.PersistentVolumeClaimSpec.self, forKey: .spec)
    }
}
