extension VirtualMachineSpec {
    /// PreferenceMatcher references a set of preference that is used to fill fields in the VMI template.
    public struct PreferenceMatcher: Sendable, Hashable, Codable {
        /// InferFromVolume lists the name of a volume that should be used to infer or discover the preference to be
        /// used through known annotations on the underlying resource.
        ///
        /// Once applied to the PreferenceMatcher this field is removed.
        public var inferFromVolume: String?
        /// InferFromVolumeFailurePolicy controls what should happen on failure when preference the instancetype.
        ///
        /// Allowed values are: "RejectInferFromVolumeFailure" and "IgnoreInferFromVolumeFailure". If not specified,
        /// "RejectInferFromVolumeFailure" is used by default.
        public var inferFromVolumeFailurePolicy: String?
        /// Kind specifies which preference resource is referenced.
        ///
        /// Allowed values are: "VirtualMachinePreference" and "VirtualMachineClusterPreference". If not specified,
        /// "VirtualMachineClusterPreference" is used by default.
        public var kind: String?
        /// Name is the name of the VirtualMachinePreference or VirtualMachineClusterPreference.
        public var name: String?
        /// RevisionName specifies a ControllerRevision containing a specific copy of the VirtualMachinePreference or
        /// VirtualMachineClusterPreference to be used.
        ///
        /// This is initially captured the first time the instancetype is applied to the VirtualMachineInstance.
        public var revisionName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            inferFromVolume: String? = nil,
            inferFromVolumeFailurePolicy: String? = nil,
            kind: String? = nil,
            name: String? = nil,
            revisionName: String? = nil
        ) {
            self.inferFromVolume = inferFromVolume
            self.inferFromVolumeFailurePolicy = inferFromVolumeFailurePolicy
            self.kind = kind
            self.name = name
            self.revisionName = revisionName
        }
    }
}
