extension VirtualMachineStatus {
    /// HotplugVolumeSource Represents the source of a volume to mount which are capable of being hotplugged on a live
    /// running VMI.
    ///
    /// Only one of its members may be specified.
    public struct HotplugVolumeSource: Sendable, Hashable, Codable {
        /// DataVolume represents the dynamic creation a PVC for this volume as well as the process of populating that
        /// PVC with a disk image.
        public var dataVolume: VirtualMachineInstanceSpec.DataVolumeSource?
        /// PersistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.
        ///
        /// Directly attached to the vmi via qemu. More info:
        /// https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var persistentVolumeClaim: VirtualMachineInstanceSpec.PersistentVolumeClaimVolumeSource?

        /// A value with these fields; what is not given stays unset.
        public init(
            dataVolume: VirtualMachineInstanceSpec.DataVolumeSource? = nil,
            persistentVolumeClaim: VirtualMachineInstanceSpec.PersistentVolumeClaimVolumeSource? = nil
        ) {
            self.dataVolume = dataVolume
            self.persistentVolumeClaim = persistentVolumeClaim
        }
    }
}
