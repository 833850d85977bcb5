extension VirtualMachineInstanceSpec {
    /// PersistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.
    ///
    /// Directly attached to the vmi via qemu. More info:
    /// https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
    public struct PersistentVolumeClaimVolumeSource: Sendable, Hashable, Codable {
        /// claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var claimName: String
        /// Hotpluggable indicates whether the volume can be hotplugged and hotunplugged.
        public var hotpluggable: Bool?
        /// readOnly Will force the ReadOnly setting in VolumeMounts.
        ///
        /// Default false.
        public var readOnly: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String,
            hotpluggable: Bool? = nil,
            readOnly: Bool? = nil
        ) {
            self.claimName = claimName
            self.hotpluggable = hotpluggable
            self.readOnly = readOnly
        }
    }
}
