/// Texts and files that a machine's volumes may be made of: Kubernetes' own object.
public struct ConfigMap: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "v1"
    /// The kind's name.
    public static let kind = "ConfigMap"

    /// Always `v1`.
    public private(set) var apiVersion = Self.apiVersion
    /// Always `ConfigMap`.
    public private(set) var kind = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Texts by their names.
    public var data: [String: String]?
    /// Files by their names, in base64.
    public var binaryData: [String: String]?
    /// Whether nobody may change it any more; nothing to a single host, which never does.
    public var immutable: Bool?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(), data: [String: String]? = nil, binaryData: [String: String]? = nil,
        immutable: Bool? = nil
    ) {
        self.metadata = metadata
        self.data = data
        self.binaryData = binaryData
        self.immutable = immutable
    }

    /// Reads an object; another API version or kind is an error, an absent one is taken for ours.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta()
        data = try container.decodeIfPresent([String: String].self, forKey: .data)
        binaryData = try container.decodeFiles(forKey: .binaryData)
        immutable = try container.decodeIfPresent(Bool.self, forKey: .immutable)
    }

    /// Its files, as a volume shows them.
    package var files: [String: [UInt8]] {
        var files = (data ?? [:]).mapValues { Array($0.utf8) }
        for (name, text) in binaryData ?? [:] { files[name] = Base64File.bytes(of: text) }
        return files
    }
}
