/// What became of a machine (kubevirt.io/v1 VirtualMachineInstanceStatus).
public struct VirtualMachineInstanceStatus: Sendable, Hashable, Codable {
    /// VSOCKCID is used to track the allocated VSOCK CID in the VM.
    public var VSOCKCID: UInt32?
    /// ActivePods is a mapping of pod UID to node name.
    ///
    /// It is possible for multiple pods to be running for a single VMI during migration.
    public var activePods: [String: String]?
    /// ChangedBlockTracking represents the status of the changedBlockTracking.
    public var changedBlockTracking: ChangedBlockTrackingStatus?
    /// Facts about the machine that hold or do not.
    public var conditions: [Condition]?
    /// CurrentCPUTopology specifies the current CPU topology used by the VM workload.
    ///
    /// Current topology may differ from the desired topology in the spec while CPU hotplug takes place.
    public var currentCPUTopology: CPUTopology?
    /// EvacuationNodeName is used to track the eviction process of a VMI.
    ///
    /// It stores the name of the node that we want to evacuate. It is meant to be used by KubeVirt core components only
    /// and can't be set or modified by users.
    public var evacuationNodeName: String?
    /// FSFreezeStatus indicates whether a freeze operation was requested for the guest filesystem.
    ///
    /// It will be set to "frozen" if the request was made, or unset otherwise. This does not reflect the actual state
    /// of the guest filesystem.
    public var fsFreezeStatus: String?
    /// Guest operating system, as its agent tells it.
    public var guestOSInfo: GuestOSInfo?
    /// Network interfaces with their addresses.
    public var interfaces: [NetworkInterface]?
    /// KernelBootStatus contains info about the kernelBootContainer.
    public var kernelBootStatus: KernelBootStatus?
    /// LauncherContainerImageVersion indicates what container image is currently active for the vmi.
    public var launcherContainerImageVersion: String?
    /// Machine type in use, with its version.
    public var machine: DomainSpec.Machine?
    /// Memory shows various informations about the VirtualMachine memory.
    public var memory: MemoryStatus?
    /// MigratedVolumes lists the source and destination volumes during the volume migration.
    public var migratedVolumes: [StorageMigratedVolumeInfo]?
    /// Represents the method using which the vmi can be migrated: live migration or block migration.
    public var migrationMethod: String?
    /// Represents the status of a live migration.
    public var migrationState: MigrationState?
    /// This represents the migration transport.
    public var migrationTransport: String?
    /// Node or host on which the machine runs.
    public var nodeName: String?
    /// Where the machine is in its life.
    public var phase: Phase?
    /// When each phase began.
    public var phaseTransitionTimestamps: [PhaseTransitionTimestamp]?
    /// The Quality of Service (QOS) classification assigned to the virtual machine instance based on resource
    /// requirements See PodQOSClass type for available QOS classes More info:
    /// https://git.k8s.io/community/contributors/design-proposals/node/resource-qos.md
    ///
    /// Possible enum values:
    /// - `"BestEffort"` is the BestEffort qos class.
    /// - `"Burstable"` is the Burstable qos class.
    /// - `"Guaranteed"` is the Guaranteed qos class.
    public var qosClass: String?
    /// One word on why the machine is in this phase.
    public var reason: String?
    /// User number that runs the machine.
    public var runtimeUser: UInt64?
    /// SELinuxContext is the actual SELinux context of the virt-launcher pod.
    public var selinuxContext: String?
    /// What the scheduler was told of the node.
    public var topologyHints: TopologyHints?
    /// VirtualMachineRevisionName is used to get the vm revision of the vmi when doing an online vm snapshot.
    public var virtualMachineRevisionName: String?
    /// VolumeStatus contains the statuses of all the volumes.
    public var volumeStatus: [VolumeStatus]?

    /// A value with these fields; what is not given stays unset.
    public init(
        VSOCKCID: UInt32? = nil,
        activePods: [String: String]? = nil,
        changedBlockTracking: ChangedBlockTrackingStatus? = nil,
        conditions: [Condition]? = nil,
        currentCPUTopology: CPUTopology? = nil,
        evacuationNodeName: String? = nil,
        fsFreezeStatus: String? = nil,
        guestOSInfo: GuestOSInfo? = nil,
        interfaces: [NetworkInterface]? = nil,
        kernelBootStatus: KernelBootStatus? = nil,
        launcherContainerImageVersion: String? = nil,
        machine: DomainSpec.Machine? = nil,
        memory: MemoryStatus? = nil,
        migratedVolumes: [StorageMigratedVolumeInfo]? = nil,
        migrationMethod: String? = nil,
        migrationState: MigrationState? = nil,
        migrationTransport: String? = nil,
        nodeName: String? = nil,
        phase: Phase? = nil,
        phaseTransitionTimestamps: [PhaseTransitionTimestamp]? = nil,
        qosClass: String? = nil,
        reason: String? = nil,
        runtimeUser: UInt64? = nil,
        selinuxContext: String? = nil,
        topologyHints: TopologyHints? = nil,
        virtualMachineRevisionName: String? = nil,
        volumeStatus: [VolumeStatus]? = nil
    ) {
        self.VSOCKCID = VSOCKCID
        self.activePods = activePods
        self.changedBlockTracking = changedBlockTracking
        self.conditions = conditions
        self.currentCPUTopology = currentCPUTopology
        self.evacuationNodeName = evacuationNodeName
        self.fsFreezeStatus = fsFreezeStatus
        self.guestOSInfo = guestOSInfo
        self.interfaces = interfaces
        self.kernelBootStatus = kernelBootStatus
        self.launcherContainerImageVersion = launcherContainerImageVersion
        self.machine = machine
        self.memory = memory
        self.migratedVolumes = migratedVolumes
        self.migrationMethod = migrationMethod
        self.migrationState = migrationState
        self.migrationTransport = migrationTransport
        self.nodeName = nodeName
        self.phase = phase
        self.phaseTransitionTimestamps = phaseTransitionTimestamps
        self.qosClass = qosClass
        self.reason = reason
        self.runtimeUser = runtimeUser
        self.selinuxContext = selinuxContext
        self.topologyHints = topologyHints
        self.virtualMachineRevisionName = virtualMachineRevisionName
        self.volumeStatus = volumeStatus
    }
}
