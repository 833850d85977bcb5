/// Hardware and firmware of a machine (kubevirt.io/v1 DomainSpec).
public struct DomainSpec: Sendable, Hashable, Codable {
    /// What the guest's clock shows at start.
    public var clock: Clock?
    /// Number, shape and model of the virtual processors.
    public var cpu: CPU?
    /// Devices of the machine.
    public var devices: Devices
    /// Platform features such as ACPI.
    public var features: Features?
    /// Firmware identity and direct kernel boot.
    public var firmware: Firmware?
    /// Chipset that QEMU emulates.
    public var machine: Machine?
    /// Memory that the guest sees.
    public var memory: Memory?
    /// What the machine asks of its host and may use at most.
    public var resources: ResourceRequirements?

    /// A value with these fields; what is not given stays unset.
    public init(
        clock: Clock? = nil,
        cpu: CPU? = nil,
        devices: Devices = Devices(),
        features: Features? = nil,
        firmware: Firmware? = nil,
        machine: Machine? = nil,
        memory: Memory? = nil,
        resources: ResourceRequirements? = nil
    ) {
        self.clock = clock
        self.cpu = cpu
        self.devices = devices
        self.features = features
        self.firmware = firmware
        self.machine = machine
        self.memory = memory
        self.resources = resources
    }
}

extension DomainSpec: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["chassis", "ioThreads", "ioThreadsPolicy", "launchSecurity", "rebootPolicy"]
    }
}
