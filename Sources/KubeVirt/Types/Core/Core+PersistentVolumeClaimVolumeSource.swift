extension Core {
    /// PersistentVolumeClaimVolumeSource references the user's PVC in the same namespace.
    ///
    /// This volume finds the bound PV and mounts that volume for the pod. A PersistentVolumeClaimVolumeSource is,
    /// essentially, a wrapper around another type of volume that is owned by someone else (the system).
    public struct PersistentVolumeClaimVolumeSource: Sendable, Hashable, Codable {
        /// claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var claimName: String
        /// readOnly Will force the ReadOnly setting in VolumeMounts.
        ///
        /// Default false.
        public var readOnly: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String,
            readOnly: Bool? = nil
        ) {
            self.claimName = claimName
            self.readOnly = readOnly
        }
    }
}
