/// VirtualMachineInstancetype resource contains quantitative and resource related VirtualMachine configuration that can
/// be used by multiple VirtualMachine resources.
public struct VirtualMachineInstancetype: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "instancetype.kubevirt.io/v1beta1"
    /// The kind's name.
    public static let kind = "VirtualMachineInstancetype"

    /// Always `instancetype.kubevirt.io/v1beta1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineInstancetype`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// Required spec describing the instancetype.
    public var spec: VirtualMachineInstancetypeSpec

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineInstancetypeSpec
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
        spec = try container.decode(VirtualMachineInstancetypeSpec.self, forKey: .spec)
    }
}
