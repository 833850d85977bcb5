/// Hardware and firmware of a machine (kubevirt.io/v1 DomainSpec).
public struct DomainSpec: Sendable, Hashable, Codable {
    /// Chassis specifies the chassis info passed to the domain.
    public var chassis: Chassis?
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
    /// IOThreads specifies the IOThreads options.
    public var ioThreads: DiskIOThreads?
    /// Controls whether or not disks will share IOThreads.
    ///
    /// Omitting IOThreadsPolicy disables use of IOThreads. One of: shared, auto, supplementalPool.
    public var ioThreadsPolicy: String?
    /// Launch Security setting of the vmi.
    public var launchSecurity: LaunchSecurity?
    /// Chipset that QEMU emulates.
    public var machine: Machine?
    /// Memory that the guest sees.
    public var memory: Memory?
    /// RebootPolicy specifies how the guest should behave on reboot.
    ///
    /// Reboot (default): The guest is allowed to reboot silently. Terminate: The VMI will be terminated on guest
    /// reboot, allowing higher level controllers (such as the VM controller) to recreate the VMI with any updated
    /// configuration such as boot order changes.
    public var rebootPolicy: String?
    /// What the machine asks of its host and may use at most.
    public var resources: ResourceRequirements?

    /// A value with these fields; what is not given stays unset.
    public init(
        chassis: Chassis? = nil,
        clock: Clock? = nil,
        cpu: CPU? = nil,
        devices: Devices = Devices(),
        features: Features? = nil,
        firmware: Firmware? = nil,
        ioThreads: DiskIOThreads? = nil,
        ioThreadsPolicy: String? = nil,
        launchSecurity: LaunchSecurity? = nil,
        machine: Machine? = nil,
        memory: Memory? = nil,
        rebootPolicy: String? = nil,
        resources: ResourceRequirements? = nil
    ) {
        self.chassis = chassis
        self.clock = clock
        self.cpu = cpu
        self.devices = devices
        self.features = features
        self.firmware = firmware
        self.ioThreads = ioThreads
        self.ioThreadsPolicy = ioThreadsPolicy
        self.launchSecurity = launchSecurity
        self.machine = machine
        self.memory = memory
        self.rebootPolicy = rebootPolicy
        self.resources = resources
    }
}
