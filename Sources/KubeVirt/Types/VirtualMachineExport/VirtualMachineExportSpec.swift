/// VirtualMachineExportSpec is the spec for a VirtualMachineExport resource.
public struct VirtualMachineExportSpec: Sendable, Hashable, Codable {
    /// Where it comes from.
    public var source: Core.TypedLocalObjectReference
    /// TokenSecretRef is the name of the custom-defined secret that contains the token used by the export server pod.
    public var tokenSecretRef: String?
    /// ttlDuration limits the lifetime of an export If this field is set, after this duration has passed from counting
    /// from CreationTimestamp, the export is eligible to be automatically deleted.
    ///
    /// If this field is omitted, a reasonable default is applied.
    public var ttlDuration: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        source: Core.TypedLocalObjectReference,
        tokenSecretRef: String? = nil,
        ttlDuration: String? = nil
    ) {
        self.source = source
        self.tokenSecretRef = tokenSecretRef
        self.ttlDuration = ttlDuration
    }
}
