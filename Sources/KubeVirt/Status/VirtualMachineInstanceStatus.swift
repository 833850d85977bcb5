/// What became of a machine (kubevirt.io/v1 VirtualMachineInstanceStatus).
public struct VirtualMachineInstanceStatus: Sendable, Hashable, Codable {
    /// Facts about the machine that hold or do not.
    public var conditions: [Condition]?
    /// Guest operating system, as its agent tells it.
    public var guestOSInfo: GuestOSInfo?
    /// Network interfaces with their addresses.
    public var interfaces: [NetworkInterface]?
    /// Machine type in use, with its version.
    public var machine: DomainSpec.Machine?
    /// Node or host on which the machine runs.
    public var nodeName: String?
    /// Where the machine is in its life.
    public var phase: Phase?
    /// When each phase began.
    public var phaseTransitionTimestamps: [PhaseTransitionTimestamp]?
    /// One word on why the machine is in this phase.
    public var reason: String?
    /// User number that runs the machine.
    public var runtimeUser: UInt64?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        guestOSInfo: GuestOSInfo? = nil,
        interfaces: [NetworkInterface]? = nil,
        machine: DomainSpec.Machine? = nil,
        nodeName: String? = nil,
        phase: Phase? = nil,
        phaseTransitionTimestamps: [PhaseTransitionTimestamp]? = nil,
        reason: String? = nil,
        runtimeUser: UInt64? = nil
    ) {
        self.conditions = conditions
        self.guestOSInfo = guestOSInfo
        self.interfaces = interfaces
        self.machine = machine
        self.nodeName = nodeName
        self.phase = phase
        self.phaseTransitionTimestamps = phaseTransitionTimestamps
        self.reason = reason
        self.runtimeUser = runtimeUser
    }
}

extension VirtualMachineInstanceStatus: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "VSOCKCID", "activePods", "changedBlockTracking", "currentCPUTopology", "evacuationNodeName",
            "fsFreezeStatus", "kernelBootStatus", "launcherContainerImageVersion", "memory", "migratedVolumes",
            "migrationMethod", "migrationState", "migrationTransport", "qosClass", "selinuxContext",
            "topologyHints", "virtualMachineRevisionName", "volumeStatus",
        ]
    }
}
