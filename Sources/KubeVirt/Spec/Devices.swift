extension DomainSpec {
    /// Devices of the machine; unset switches have KubeVirt's defaults.
    public struct Devices: Sendable, Hashable, Codable {
        /// Whether there is a graphics device with VNC; true by default.
        public var autoattachGraphicsDevice: Bool?
        /// Whether there is a memory balloon; true by default.
        public var autoattachMemBalloon: Bool?
        /// Whether a network interface is added when none is listed; true by default.
        public var autoattachPodInterface: Bool?
        /// Whether there is a serial console; true by default.
        public var autoattachSerialConsole: Bool?
        /// Whether the console is logged; our own capture does not depend on it.
        public var logSerialConsole: Bool?
        /// A random number generator fed by the host.
        public var rng: Rng?

        /// A value with these fields; what is not given stays unset.
        public init(
            autoattachGraphicsDevice: Bool? = nil,
            autoattachMemBalloon: Bool? = nil,
            autoattachPodInterface: Bool? = nil,
            autoattachSerialConsole: Bool? = nil,
            logSerialConsole: Bool? = nil,
            rng: Rng? = nil
        ) {
            self.autoattachGraphicsDevice = autoattachGraphicsDevice
            self.autoattachMemBalloon = autoattachMemBalloon
            self.autoattachPodInterface = autoattachPodInterface
            self.autoattachSerialConsole = autoattachSerialConsole
            self.logSerialConsole = logSerialConsole
            self.rng = rng
        }
    }
}

extension DomainSpec.Devices: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "autoattachInputDevice", "autoattachVSOCK", "blockMultiQueue", "clientPassthrough", "disableHotplug",
            "disks", "downwardMetrics", "filesystems", "gpus", "hostDevices", "inputs", "interfaces",
            "networkInterfaceMultiqueue", "panicDevices", "sound", "tpm", "useVirtioTransitional", "video",
            "watchdog",
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
