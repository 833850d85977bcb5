/// A name for a disk that others are cloned from, wherever its data is now.
public struct DataSource: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "cdi.kubevirt.io/v1beta1"
    /// The kind's name.
    public static let kind = "DataSource"

    /// Always `cdi.kubevirt.io/v1beta1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `DataSource`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Where the data is.
    public var spec: DataSourceSpec
    /// Where the data was found; set by the importer.
    public var status: DataSourceStatus?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: DataSourceSpec = DataSourceSpec(),
        status: DataSourceStatus? = nil
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
        spec = try container.decode(DataSourceSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(DataSourceStatus.self, forKey: .status)
    }
}
