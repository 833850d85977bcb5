extension VirtualMachineInstanceSpec {
    /// What a disk holds; exactly one source.
    public struct Volume: Sendable, Hashable, Codable {
        /// A seed for cloud-init as a config drive (volume `config-2`).
        public var cloudInitConfigDrive: CloudInitSource?
        /// A seed for cloud-init as NoCloud (volume `cidata`).
        public var cloudInitNoCloud: CloudInitSource?
        /// A disk out of a container image; what the guest writes is gone with the machine.
        public var containerDisk: ContainerDiskSource?
        /// An empty disk that is gone with the machine.
        public var emptyDisk: EmptyDiskSource?
        /// Name, a DNS label unique in the machine.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            cloudInitConfigDrive: CloudInitSource? = nil,
            cloudInitNoCloud: CloudInitSource? = nil,
            containerDisk: ContainerDiskSource? = nil,
            emptyDisk: EmptyDiskSource? = nil,
            name: String
        ) {
            self.cloudInitConfigDrive = cloudInitConfigDrive
            self.cloudInitNoCloud = cloudInitNoCloud
            self.containerDisk = containerDisk
            self.emptyDisk = emptyDisk
            self.name = name
        }
    }
}

extension VirtualMachineInstanceSpec.Volume: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "configMap", "containerPath", "dataVolume", "downwardAPI", "downwardMetrics", "ephemeral", "hostDisk",
            "memoryDump", "persistentVolumeClaim", "secret", "serviceAccount", "sysprep",
        ]
    }
}

extension VirtualMachineInstanceSpec {
    /// A disk out of a container image.
    public struct ContainerDiskSource: Sendable, Hashable, Codable {
        /// Container image.
        public var image: String
        /// When the image is pulled.
        public var imagePullPolicy: DomainSpec.ImagePullPolicy?
        /// Name of the secret to pull with.
        public var imagePullSecret: String?
        /// Absolute path of the disk in the image; the only file under `/disk` by default.
        public var path: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            image: String,
            imagePullPolicy: DomainSpec.ImagePullPolicy? = nil,
            imagePullSecret: String? = nil,
            path: String? = nil
        ) {
            self.image = image
            self.imagePullPolicy = imagePullPolicy
            self.imagePullSecret = imagePullSecret
            self.path = path
        }
    }
}

extension VirtualMachineInstanceSpec {
    /// An empty disk.
    public struct EmptyDiskSource: Sendable, Hashable, Codable {
        /// Size that the guest sees.
        public var capacity: Quantity

        /// A value with these fields; what is not given stays unset.
        public init(
            capacity: Quantity
        ) {
            self.capacity = capacity
        }
    }
}
