extension VirtualMachineStatus {
    /// The instance type or preference in use.
    public struct InstancetypeStatusRef: Sendable, Hashable, Codable {
        /// ControllerRef specifies the ControllerRevision storing a copy of the object captured when it is first seen
        /// by the VirtualMachine controller.
        public var controllerRevisionRef: ControllerRevisionRef?
        /// InferFromVolume lists the name of a volume that should be used to infer or discover the resource.
        public var inferFromVolume: String?
        /// InferFromVolumeFailurePolicy controls what should happen on failure when inferring the resource.
        public var inferFromVolumeFailurePolicy: String?
        /// Kind specifies the kind of resource.
        public var kind: String?
        /// Name is the name of resource.
        public var name: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            controllerRevisionRef: ControllerRevisionRef? = nil,
            inferFromVolume: String? = nil,
            inferFromVolumeFailurePolicy: String? = nil,
            kind: String? = nil,
            name: String? = nil
        ) {
            self.controllerRevisionRef = controllerRevisionRef
            self.inferFromVolume = inferFromVolume
            self.inferFromVolumeFailurePolicy = inferFromVolumeFailurePolicy
            self.kind = kind
            self.name = name
        }
    }
}
