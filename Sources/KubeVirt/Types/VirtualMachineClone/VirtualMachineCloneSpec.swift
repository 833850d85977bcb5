/// What is cloned and what the clone is called.
public struct VirtualMachineCloneSpec: Sendable, Hashable, Codable {
    /// Example use: "!some/key*".
    ///
    /// For a detailed description, please refer to
    /// https://kubevirt.io/user-guide/operations/clone_api/#label-annotation-filters.
    public var annotationFilters: [String]?
    /// Example use: "!some/key*".
    ///
    /// For a detailed description, please refer to
    /// https://kubevirt.io/user-guide/operations/clone_api/#label-annotation-filters.
    public var labelFilters: [String]?
    /// NewMacAddresses manually sets that target interfaces' mac addresses.
    ///
    /// The key is the interface name and the value is the new mac address. If this field is not specified, a new MAC
    /// address will be generated automatically, as for any interface that is not included in this map.
    public var newMacAddresses: [String: String]?
    /// NewSMBiosSerial manually sets that target's SMbios serial.
    ///
    /// If this field is not specified, a new serial will be generated automatically.
    public var newSMBiosSerial: String?
    /// Patches holds JSON patches to apply to target.
    ///
    /// Patches should fit the target's Kind. Example: '{"op": "add", "path": "/spec/template/metadata/labels/example",
    /// "value": "new-label"}'.
    public var patches: [String]?
    /// Source is the object that would be cloned.
    ///
    /// Currently supported source types are: VirtualMachine of kubevirt.io API group, VirtualMachineSnapshot of
    /// snapshot.kubevirt.io API group.
    public var source: Core.TypedLocalObjectReference
    /// Target is the outcome of the cloning process.
    ///
    /// Currently supported source types are: - VirtualMachine of kubevirt.io API group - Empty (nil). If the target is
    /// not provided, the target type would default to VirtualMachine and a random name would be generated for the
    /// target. The target's name can be viewed by inspecting status "TargetName" field below.
    public var target: Core.TypedLocalObjectReference?
    /// For a detailed description, please refer to
    /// https://kubevirt.io/user-guide/operations/clone_api/#label-annotation-filters.
    public var template: TemplateFilters?
    /// VolumeNamePolicy defines how to handle volume naming during the clone operation.
    public var volumeNamePolicy: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        annotationFilters: [String]? = nil,
        labelFilters: [String]? = nil,
        newMacAddresses: [String: String]? = nil,
        newSMBiosSerial: String? = nil,
        patches: [String]? = nil,
        source: Core.TypedLocalObjectReference,
        target: Core.TypedLocalObjectReference? = nil,
        template: TemplateFilters? = nil,
        volumeNamePolicy: String? = nil
    ) {
        self.annotationFilters = annotationFilters
        self.labelFilters = labelFilters
        self.newMacAddresses = newMacAddresses
        self.newSMBiosSerial = newSMBiosSerial
        self.patches = patches
        self.source = source
        self.target = target
        self.template = template
        self.volumeNamePolicy = volumeNamePolicy
    }
}
