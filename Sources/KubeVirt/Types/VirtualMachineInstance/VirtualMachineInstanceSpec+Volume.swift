extension VirtualMachineInstanceSpec {
    /// What a disk holds; exactly one source.
    public struct Volume: Sendable, Hashable, Codable {
        /// A seed for cloud-init as a config drive (volume `config-2`).
        public var cloudInitConfigDrive: CloudInitSource?
        /// A seed for cloud-init as NoCloud (volume `cidata`).
        public var cloudInitNoCloud: CloudInitSource?
        /// ConfigMapSource represents a reference to a ConfigMap in the same namespace.
        ///
        /// More info: https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/.
        public var configMap: ConfigMapVolumeSource?
        /// A disk out of a container image; what the guest writes is gone with the machine.
        public var containerDisk: ContainerDiskSource?
        /// ContainerPath exposes a path from the virt-launcher container to the VM via virtiofs.
        ///
        /// The path must correspond to an existing volumeMount in the compute container.
        public var containerPath: ContainerPathVolumeSource?
        /// DataVolume represents the dynamic creation a PVC for this volume as well as the process of populating that
        /// PVC with a disk image.
        public var dataVolume: DataVolumeSource?
        /// DownwardAPI represents downward API about the pod that should populate this volume.
        public var downwardAPI: DownwardAPIVolumeSource?
        /// DownwardMetrics adds a very small disk to VMIs which contains a limited view of host and guest metrics.
        ///
        /// The disk content is compatible with vhostmd (https://github.com/vhostmd/vhostmd) and vm-dump-metrics.
        public var downwardMetrics: DownwardMetricsVolumeSource?
        /// An empty disk that is gone with the machine.
        public var emptyDisk: EmptyDiskSource?
        /// Ephemeral is a special volume source that "wraps" specified source and provides copy-on-write image on top
        /// of it.
        public var ephemeral: EphemeralVolumeSource?
        /// HostDisk represents a disk created on the cluster level.
        public var hostDisk: HostDisk?
        /// MemoryDump is attached to the virt launcher and is populated with a memory dump of the vmi.
        public var memoryDump: MemoryDumpVolumeSource?
        /// Name, a DNS label unique in the machine.
        public var name: String
        /// PersistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.
        ///
        /// Directly attached to the vmi via qemu. More info:
        /// https://kubernetes.io/docs/concepts/storage/persistent-volumes#persistentvolumeclaims.
        public var persistentVolumeClaim: PersistentVolumeClaimVolumeSource?
        /// SecretVolumeSource represents a reference to a secret data in the same namespace.
        ///
        /// More info: https://kubernetes.io/docs/concepts/configuration/secret/.
        public var secret: SecretVolumeSource?
        /// ServiceAccountVolumeSource represents a reference to a service account.
        ///
        /// There can only be one volume of this type! More info:
        /// https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/.
        public var serviceAccount: ServiceAccountVolumeSource?
        /// Represents a Sysprep volume source.
        public var sysprep: SysprepSource?

        /// A value with these fields; what is not given stays unset.
        public init(
            cloudInitConfigDrive: CloudInitSource? = nil,
            cloudInitNoCloud: CloudInitSource? = nil,
            configMap: ConfigMapVolumeSource? = nil,
            containerDisk: ContainerDiskSource? = nil,
            containerPath: ContainerPathVolumeSource? = nil,
            dataVolume: DataVolumeSource? = nil,
            downwardAPI: DownwardAPIVolumeSource? = nil,
            downwardMetrics: DownwardMetricsVolumeSource? = nil,
            emptyDisk: EmptyDiskSource? = nil,
            ephemeral: EphemeralVolumeSource? = nil,
            hostDisk: HostDisk? = nil,
            memoryDump: MemoryDumpVolumeSource? = nil,
            name: String,
            persistentVolumeClaim: PersistentVolumeClaimVolumeSource? = nil,
            secret: SecretVolumeSource? = nil,
            serviceAccount: ServiceAccountVolumeSource? = nil,
            sysprep: SysprepSource? = nil
        ) {
            self.cloudInitConfigDrive = cloudInitConfigDrive
            self.cloudInitNoCloud = cloudInitNoCloud
            self.configMap = configMap
            self.containerDisk = containerDisk
            self.containerPath = containerPath
            self.dataVolume = dataVolume
            self.downwardAPI = downwardAPI
            self.downwardMetrics = downwardMetrics
            self.emptyDisk = emptyDisk
            self.ephemeral = ephemeral
            self.hostDisk = hostDisk
            self.memoryDump = memoryDump
            self.name = name
            self.persistentVolumeClaim = persistentVolumeClaim
            self.secret = secret
            self.serviceAccount = serviceAccount
            self.sysprep = sysprep
        }
    }
}
