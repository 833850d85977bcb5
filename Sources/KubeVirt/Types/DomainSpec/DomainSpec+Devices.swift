extension DomainSpec {
    /// Devices of the machine; unset switches have KubeVirt's defaults.
    public struct Devices: Sendable, Hashable, Codable {
        /// Whether there is a graphics device with VNC; true by default.
        public var autoattachGraphicsDevice: Bool?
        /// Whether there is a tablet; false by default.
        public var autoattachInputDevice: Bool?
        /// Whether there is a memory balloon; true by default.
        public var autoattachMemBalloon: Bool?
        /// Whether a network interface is added when none is listed; true by default.
        public var autoattachPodInterface: Bool?
        /// Whether there is a serial console; true by default.
        public var autoattachSerialConsole: Bool?
        /// Whether to attach the VSOCK CID to the VM or not.
        ///
        /// VSOCK access will be available if set to true. Defaults to false.
        public var autoattachVSOCK: Bool?
        /// Whether virtio disks have a queue for each processor; false by default.
        public var blockMultiQueue: Bool?
        /// To configure and access client devices such as redirecting USB.
        public var clientPassthrough: ClientPassthroughDevices?
        /// Whether nothing can be plugged in later; a single host plugs nothing in anyway.
        public var disableHotplug: Bool?
        /// Disks and CD-ROM drives, each with a volume of its name.
        public var disks: [Disk]?
        /// DownwardMetrics creates a virtio serials for exposing the downward metrics to the vmi.
        public var downwardMetrics: DownwardMetrics?
        /// Filesystems describes filesystem which is connected to the vmi.
        public var filesystems: [Filesystem]?
        /// Whether to attach a GPU device to the vmi.
        public var gpus: [GPU]?
        /// Whether to attach a host device to the vmi.
        public var hostDevices: [HostDevice]?
        /// Tablets.
        public var inputs: [Input]?
        /// Network interfaces, each with a network of its name.
        public var interfaces: [Interface]?
        /// Whether the console is logged; a single host always logs it and refuses false.
        public var logSerialConsole: Bool?
        /// Whether virtio interfaces have a queue for each processor; clusters only.
        public var networkInterfaceMultiqueue: Bool?
        /// PanicDevices provides additional crash information when a guest crashes.
        public var panicDevices: [PanicDevice]?
        /// A random number generator fed by the host.
        public var rng: Rng?
        /// Whether to emulate a sound device.
        public var sound: SoundDevice?
        /// Whether to emulate a TPM device.
        public var tpm: TPMDevice?
        /// Whether virtio devices also speak the protocol of before 1.0; false by default.
        public var useVirtioTransitional: Bool?
        /// Video describes the video device configuration for the vmi.
        public var video: VideoDevice?
        /// A watchdog.
        public var watchdog: Watchdog?

        /// A value with these fields; what is not given stays unset.
        public init(
            autoattachGraphicsDevice: Bool? = nil,
            autoattachInputDevice: Bool? = nil,
            autoattachMemBalloon: Bool? = nil,
            autoattachPodInterface: Bool? = nil,
            autoattachSerialConsole: Bool? = nil,
            autoattachVSOCK: Bool? = nil,
            blockMultiQueue: Bool? = nil,
            clientPassthrough: ClientPassthroughDevices? = nil,
            disableHotplug: Bool? = nil,
            disks: [Disk]? = nil,
            downwardMetrics: DownwardMetrics? = nil,
            filesystems: [Filesystem]? = nil,
            gpus: [GPU]? = nil,
            hostDevices: [HostDevice]? = nil,
            inputs: [Input]? = nil,
            interfaces: [Interface]? = nil,
            logSerialConsole: Bool? = nil,
            networkInterfaceMultiqueue: Bool? = nil,
            panicDevices: [PanicDevice]? = nil,
            rng: Rng? = nil,
            sound: SoundDevice? = nil,
            tpm: TPMDevice? = nil,
            useVirtioTransitional: Bool? = nil,
            video: VideoDevice? = nil,
            watchdog: Watchdog? = nil
        ) {
            self.autoattachGraphicsDevice = autoattachGraphicsDevice
            self.autoattachInputDevice = autoattachInputDevice
            self.autoattachMemBalloon = autoattachMemBalloon
            self.autoattachPodInterface = autoattachPodInterface
            self.autoattachSerialConsole = autoattachSerialConsole
            self.autoattachVSOCK = autoattachVSOCK
            self.blockMultiQueue = blockMultiQueue
            self.clientPassthrough = clientPassthrough
            self.disableHotplug = disableHotplug
            self.disks = disks
            self.downwardMetrics = downwardMetrics
            self.filesystems = filesystems
            self.gpus = gpus
            self.hostDevices = hostDevices
            self.inputs = inputs
            self.interfaces = interfaces
            self.logSerialConsole = logSerialConsole
            self.networkInterfaceMultiqueue = networkInterfaceMultiqueue
            self.panicDevices = panicDevices
            self.rng = rng
            self.sound = sound
            self.tpm = tpm
            self.useVirtioTransitional = useVirtioTransitional
            self.video = video
            self.watchdog = watchdog
        }
    }
}
