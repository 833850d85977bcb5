extension VirtualMachineInstanceSpec {
    /// A claim that is attached for the host's use rather than the guest's.
    public struct UtilityVolume: Sendable, Hashable, Codable {
        /// claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var claimName: String
        /// UtilityVolume's name.
        ///
        /// Must be unique within the vmi, including regular Volumes.
        public var name: String
        /// readOnly Will force the ReadOnly setting in VolumeMounts.
        ///
        /// Default false.
        public var readOnly: Bool?
        /// Type represents the type of the utility volume.
        public var type: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String,
            name: String,
            readOnly: Bool? = nil,
            type: String? = nil
        ) {
            self.claimName = claimName
            self.name = name
            self.readOnly = readOnly
            self.type = type
        }
    }
}
