extension VirtualMachineInstanceStatus {
    /// VolumeStatus represents information about the status of volumes attached to the VirtualMachineInstance.
    public struct VolumeStatus: Sendable, Hashable, Codable {
        /// ContainerDiskVolume shows info about the containerdisk, if the volume is a containerdisk.
        public var containerDiskVolume: ContainerDiskInfo?
        /// If the volume is hotplug, this will contain the hotplug status.
        public var hotplugVolume: HotplugVolumeStatus?
        /// If the volume is memorydump volume, this will contain the memorydump info.
        public var memoryDumpVolume: DomainMemoryDumpInfo?
        /// Message is a detailed message about the current hotplug volume phase.
        public var message: String?
        /// Name is the name of the volume.
        public var name: String
        /// PersistentVolumeClaimInfo is information about the PVC that handler requires during start flow.
        public var persistentVolumeClaimInfo: PersistentVolumeClaimInfo?
        /// Phase is the phase.
        public var phase: String?
        /// Reason is a brief description of why we are in the current hotplug volume phase.
        public var reason: String?
        /// Represents the size of the volume.
        public var size: Int64?
        /// Target is the target name used when adding the volume to the VM, eg: vda.
        public var target: String

        /// A value with these fields; what is not given stays unset.
        public init(
            containerDiskVolume: ContainerDiskInfo? = nil,
            hotplugVolume: HotplugVolumeStatus? = nil,
            memoryDumpVolume: DomainMemoryDumpInfo? = nil,
            message: String? = nil,
            name: String,
            persistentVolumeClaimInfo: PersistentVolumeClaimInfo? = nil,
            phase: String? = nil,
            reason: String? = nil,
            size: Int64? = nil,
            target: String
        ) {
            self.containerDiskVolume = containerDiskVolume
            self.hotplugVolume = hotplugVolume
            self.memoryDumpVolume = memoryDumpVolume
            self.message = message
            self.name = name
            self.persistentVolumeClaimInfo = persistentVolumeClaimInfo
            self.phase = phase
            self.reason = reason
            self.size = size
            self.target = target
        }
    }
}
