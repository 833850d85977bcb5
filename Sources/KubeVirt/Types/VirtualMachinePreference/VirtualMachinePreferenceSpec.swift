/// VirtualMachinePreferenceSpec is a description of the VirtualMachinePreference or VirtualMachineClusterPreference.
public struct VirtualMachinePreferenceSpec: Sendable, Hashable, Codable {
    /// Optionally defines preferred Annotations to be applied to the VirtualMachineInstance.
    public var annotations: [String: String]?
    /// Clock optionally defines preferences associated with the Clock attribute of a VirtualMachineInstance DomainSpec.
    public var clock: ClockPreferences?
    /// CPU optionally defines preferences associated with the CPU attribute of a VirtualMachineInstance DomainSpec.
    public var cpu: CPUPreferences?
    /// Devices optionally defines preferences associated with the Devices attribute of a VirtualMachineInstance
    /// DomainSpec.
    public var devices: DevicePreferences?
    /// Features optionally defines preferences associated with the Features attribute of a VirtualMachineInstance
    /// DomainSpec.
    public var features: FeaturePreferences?
    /// Firmware optionally defines preferences associated with the Firmware attribute of a VirtualMachineInstance
    /// DomainSpec.
    public var firmware: FirmwarePreferences?
    /// Machine optionally defines preferences associated with the Machine attribute of a VirtualMachineInstance
    /// DomainSpec.
    public var machine: MachinePreferences?
    /// PreferSpreadSocketToCoreRatio defines the ratio to spread vCPUs between cores and sockets, it defaults to 2.
    public var preferSpreadSocketToCoreRatio: Int64?
    /// PreferredArchitecture defines a prefeerred architecture for the VirtualMachine.
    public var preferredArchitecture: String?
    /// Optionally defines the preferred LaunchSecurity.
    public var preferredLaunchSecurity: DomainSpec.LaunchSecurity?
    /// Subdomain of the VirtualMachineInstance.
    public var preferredSubdomain: String?
    /// Grace period observed after signalling a VirtualMachineInstance to stop after which the VirtualMachineInstance
    /// is force terminated.
    public var preferredTerminationGracePeriodSeconds: Int64?
    /// Requirements defines the minium amount of instance type defined resources required by a set of preferences.
    public var requirements: PreferenceRequirements?
    /// Volumes optionally defines preferences associated with the Volumes attribute of a VirtualMachineInstace
    /// DomainSpec.
    public var volumes: VolumePreferences?

    /// A value with these fields; what is not given stays unset.
    public init(
        annotations: [String: String]? = nil,
        clock: ClockPreferences? = nil,
        cpu: CPUPreferences? = nil,
        devices: DevicePreferences? = nil,
        features: FeaturePreferences? = nil,
        firmware: FirmwarePreferences? = nil,
        machine: MachinePreferences? = nil,
        preferSpreadSocketToCoreRatio: Int64? = nil,
        preferredArchitecture: String? = nil,
        preferredLaunchSecurity: DomainSpec.LaunchSecurity? = nil,
        preferredSubdomain: String? = nil,
        preferredTerminationGracePeriodSeconds: Int64? = nil,
        requirements: PreferenceRequirements? = nil,
        volumes: VolumePreferences? = nil
    ) {
        self.annotations = annotations
        self.clock = clock
        self.cpu = cpu
        self.devices = devices
        self.features = features
        self.firmware = firmware
        self.machine = machine
        self.preferSpreadSocketToCoreRatio = preferSpreadSocketToCoreRatio
        self.preferredArchitecture = preferredArchitecture
        self.preferredLaunchSecurity = preferredLaunchSecurity
        self.preferredSubdomain = preferredSubdomain
        self.preferredTerminationGracePeriodSeconds = preferredTerminationGracePeriodSeconds
        self.requirements = requirements
        self.volumes = volumes
    }
}
