extension VirtualMachineSpec {
    /// InstancetypeMatcher references a instancetype that is used to fill fields in the VMI template.
    public struct InstancetypeMatcher: Sendable, Hashable, Codable {
        /// InferFromVolume lists the name of a volume that should be used to infer or discover the instancetype to be
        /// used through known annotations on the underlying resource.
        ///
        /// Once applied to the InstancetypeMatcher this field is removed.
        public var inferFromVolume: String?
        /// InferFromVolumeFailurePolicy controls what should happen on failure when inferring the instancetype.
        ///
        /// Allowed values are: "RejectInferFromVolumeFailure" and "IgnoreInferFromVolumeFailure". If not specified,
        /// "RejectInferFromVolumeFailure" is used by default.
        public var inferFromVolumeFailurePolicy: String?
        /// Kind specifies which instancetype resource is referenced.
        ///
        /// Allowed values are: "VirtualMachineInstancetype" and "VirtualMachineClusterInstancetype". If not specified,
        /// "VirtualMachineClusterInstancetype" is used by default.
        public var kind: String?
        /// Name is the name of the VirtualMachineInstancetype or VirtualMachineClusterInstancetype.
        public var name: String?
        /// RevisionName specifies a ControllerRevision containing a specific copy of the VirtualMachineInstancetype or
        /// VirtualMachineClusterInstancetype to be used.
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
