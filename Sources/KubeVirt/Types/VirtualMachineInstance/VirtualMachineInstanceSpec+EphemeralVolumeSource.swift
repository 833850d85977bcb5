extension VirtualMachineInstanceSpec {
    /// A claim that is read; what the guest writes is gone with the machine.
    public struct EphemeralVolumeSource: Sendable, Hashable, Codable {
        /// PersistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.
        ///
        /// Directly attached to the vmi via qemu. More info:
        /// https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var persistentVolumeClaim: Core.PersistentVolumeClaimVolumeSource?

        /// A value with these fields; what is not given stays unset.
        public init(
            persistentVolumeClaim: Core.PersistentVolumeClaimVolumeSource? = nil
        ) {
            self.persistentVolumeClaim = persistentVolumeClaim
        }
    }
}
