extension VirtualMachineSnapshotContentSpec {
    /// A claim as it was.
    public struct PersistentVolumeClaim: Sendable, Hashable, Codable {
        /// Standard object's metadata.
        ///
        /// More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata.
        public var metadata: ObjectMeta?
        /// Spec defines the desired characteristics of a volume requested by a pod author.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var spec: Core.PersistentVolumeClaimSpec?

        /// A value with these fields; what is not given stays unset.
        public init(
            metadata: ObjectMeta? = nil,
            spec: Core.PersistentVolumeClaimSpec? = nil
        ) {
            self.metadata = metadata
            self.spec = spec
        }
    }
}
