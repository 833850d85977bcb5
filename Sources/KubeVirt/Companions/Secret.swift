/// What only its machine may know: Kubernetes' own object. It never describes its contents.
public struct Secret: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "v1"
    /// The kind's name.
    public static let kind = "Secret"

    /// Always `v1`.
    public private(set) var apiVersion = Self.apiVersion
    /// Always `Secret`.
    public private(set) var kind = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Files by their names, in base64.
    public var data: [String: String]?
    /// Texts by their names, which come before ``data`` where both have one.
    public var stringData: [String: String]?
    /// What kind of secret it is, such as `kubernetes.io/service-account-token`.
    public var type: String?
    /// Whether nobody may change it any more; nothing to a single host, which never does.
    public var immutable: Bool?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(), data: [String: String]? = nil, stringData: [String: String]? = nil,
        type: String? = nil, immutable: Bool? = nil
    ) {
        self.metadata = metadata
        self.data = data
        self.stringData = stringData
        self.type = type
        self.immutable = immutable
    }

    /// Reads an object; another API version or kind is an error, an absent one is taken for ours.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta()
        data = try container.decodeFiles(forKey: .data)
        stringData = try container.decodeIfPresent([String: String].self, forKey: .stringData)
        type = try container.decodeIfPresent(String.self, forKey: .type)
        immutable = try container.decodeIfPresent(Bool.self, forKey: .immutable)
    }

    /// The account whose token it is; nil for another kind of secret.
    package var serviceAccount: String? {
        guard type == "kubernetes.io/service-account-token" else { return nil }
        return metadata.annotations?["kubernetes.io/service-account.name"]
    }

    /// Its files, as a volume shows them.
    package var files: [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (name, text) in data ?? [:] { files[name] = Base64File.bytes(of: text) }
        for (name, text) in stringData ?? [:] { files[name] = Array(text.utf8) }
        return files
    }
}

extension Secret: CustomStringConvertible, CustomReflectable {
    /// Its name, and nothing that is in it.
    public var description: String { "secret \(metadata.name ?? "")" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
