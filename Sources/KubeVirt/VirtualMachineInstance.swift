/// A machine: what it shall be and what became of it (kubevirt.io/v1 VirtualMachineInstance).
///
/// Field names, defaults and admission are KubeVirt's. What KubeVirt has no field for travels as ``Annotations``.
public struct VirtualMachineInstance: Sendable, Hashable, Codable {
    /// The only API version there is.
    public static let apiVersion = "kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachineInstance"

    /// Always `kubevirt.io/v1`.
    public private(set) var apiVersion = Self.apiVersion
    /// Always `VirtualMachineInstance`.
    public private(set) var kind = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// What the machine shall be.
    public var spec: VirtualMachineInstanceSpec
    /// What became of it; set by who runs it.
    public var status: VirtualMachineInstanceStatus?

    /// A machine of this description.
    public init(
        metadata: ObjectMeta = ObjectMeta(), spec: VirtualMachineInstanceSpec = VirtualMachineInstanceSpec(),
        status: VirtualMachineInstanceStatus? = nil
    ) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    /// Reads a machine; another API version or kind is an error, an absent one is taken for ours.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.require(Self.apiVersion, forKey: .apiVersion)
        try container.require(Self.kind, forKey: .kind)
        metadata = try container.decodeIfPresent(ObjectMeta.self, forKey: .metadata) ?? ObjectMeta()
        spec = try container.decode(VirtualMachineInstanceSpec.self, forKey: .spec)
        status = try container.decodeIfPresent(VirtualMachineInstanceStatus.self, forKey: .status)
    }
}

extension KeyedDecodingContainer {
    /// Refuses a field that has another value than this one.
    package func require(_ value: String, forKey key: Key) throws {
        guard let found = try decodeIfPresent(String.self, forKey: key), found != value else { return }
        throw DecodingError.dataCorruptedError(
            forKey: key, in: self, debugDescription: "expected ‘\(value)’, got ‘\(found)’")
    }
}
