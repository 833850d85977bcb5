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
        /// Whether virtio disks have a queue for each processor; false by default.
        public var blockMultiQueue: Bool?
        /// Whether nothing can be plugged in later; a single host plugs nothing in anyway.
        public var disableHotplug: Bool?
        /// Disks and CD-ROM drives, each with a volume of its name.
        public var disks: [Disk]?
        /// Tablets.
        public var inputs: [Input]?
        /// Network interfaces, each with a network of its name.
        public var interfaces: [Interface]?
        /// Whether the console is logged; a single host always logs it and refuses false.
        public var logSerialConsole: Bool?
        /// Whether virtio interfaces have a queue for each processor; clusters only.
        public var networkInterfaceMultiqueue: Bool?
        /// A random number generator fed by the host.
        public var rng: Rng?
        /// Whether virtio devices also speak the protocol of before 1.0; false by default.
        public var useVirtioTransitional: Bool?
        /// A watchdog.
        public var watchdog: Watchdog?

        /// A value with these fields; what is not given stays unset.
        public init(
            autoattachGraphicsDevice: Bool? = nil,
            autoattachInputDevice: Bool? = nil,
            autoattachMemBalloon: Bool? = nil,
            autoattachPodInterface: Bool? = nil,
            autoattachSerialConsole: Bool? = nil,
            blockMultiQueue: Bool? = nil,
            disableHotplug: Bool? = nil,
            disks: [Disk]? = nil,
            inputs: [Input]? = nil,
            interfaces: [Interface]? = nil,
            logSerialConsole: Bool? = nil,
            networkInterfaceMultiqueue: Bool? = nil,
            rng: Rng? = nil,
            useVirtioTransitional: Bool? = nil,
            watchdog: Watchdog? = nil
        ) {
            self.autoattachGraphicsDevice = autoattachGraphicsDevice
            self.autoattachInputDevice = autoattachInputDevice
            self.autoattachMemBalloon = autoattachMemBalloon
            self.autoattachPodInterface = autoattachPodInterface
            self.autoattachSerialConsole = autoattachSerialConsole
            self.blockMultiQueue = blockMultiQueue
            self.disableHotplug = disableHotplug
            self.disks = disks
            self.inputs = inputs
            self.interfaces = interfaces
            self.logSerialConsole = logSerialConsole
            self.networkInterfaceMultiqueue = networkInterfaceMultiqueue
            self.rng = rng
            self.useVirtioTransitional = useVirtioTransitional
            self.watchdog = watchdog
        }
    }
}

extension DomainSpec.Devices: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "autoattachVSOCK", "clientPassthrough",
            "downwardMetrics", "filesystems", "gpus", "hostDevices",
            "panicDevices", "sound", "tpm", "video",

        ]
    }
}

extension DomainSpec {
    /// A random number generator; it has no settings.
    public struct Rng: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
