/// A disk that is filled from somewhere and then kept in a claim of its own name.
public struct DataVolume: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "cdi.kubevirt.io/v1beta1"
    /// The kind's name.
    public static let kind = "DataVolume"

    /// Always `cdi.kubevirt.io/v1beta1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `DataVolume`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Where the data comes from and what keeps it.
    public var spec: DataVolumeSpec
    /// How far the transfer is; set by the importer.
    public var status: DataVolumeStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: DataVolumeSpec = DataVolumeSpec(),
        status: DataVolumeStatus? = nil
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
        spec = try container.decode(DataVolumeSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(DataVolumeStatus.self, forKey: .status)
    }
}
