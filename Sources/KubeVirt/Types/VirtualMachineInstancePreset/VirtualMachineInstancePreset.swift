/// Deprecated for removal in v2, please use VirtualMachineInstanceType and VirtualMachinePreference instead.
///
/// VirtualMachineInstancePreset defines a VMI spec.domain to be applied to all VMIs that match the provided label
/// selector More info: https://kubevirt.io/user-guide/virtual_machines/presets/#overrides.
public struct VirtualMachineInstancePreset: KubernetesObject {
    /// The API version of the kind.
    public static let apiVersion = "kubevirt.io/v1"
    /// The kind's name.
    public static let kind = "VirtualMachineInstancePreset"

    /// Always `kubevirt.io/v1`.
    public private(set) var apiVersion: String = Self.apiVersion
    /// Always `VirtualMachineInstancePreset`.
    public private(set) var kind: String = Self.kind
    /// Name, labels and annotations.
    public var metadata: ObjectMeta
    /// VirtualMachineInstance Spec contains the VirtualMachineInstance specification.
    public var spec: VirtualMachineInstancePresetSpec?

    /// An object of these parts.
    public init(
        metadata: ObjectMeta = ObjectMeta(),
        spec: VirtualMachineInstancePresetSpec? = nil
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
        spec = try container.decodeIfPresent(VirtualMachineInstancePresetSpec.self, forKey: .spec)
    }
}
