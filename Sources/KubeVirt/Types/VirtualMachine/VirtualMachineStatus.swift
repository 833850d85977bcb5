/// VirtualMachineStatus represents the status returned by the controller to describe how the VirtualMachine is doing.
public struct VirtualMachineStatus: Sendable, Hashable, Codable {
    /// ChangedBlockTracking represents the status of the changedBlockTracking.
    public var changedBlockTracking: VirtualMachineInstanceStatus.ChangedBlockTrackingStatus?
    /// Hold the state information of the VirtualMachine and its VirtualMachineInstance.
    public var conditions: [Condition]?
    /// Created indicates if the virtual machine is created in the cluster.
    public var created: Bool?
    /// DesiredGeneration is the generation which is desired for the VMI.
    ///
    /// This will be used in comparisons with ObservedGeneration to understand when the VMI is out of sync. This will be
    /// changed at the same time as ObservedGeneration to remove errors which could occur if Generation is updated
    /// through an Update() before ObservedGeneration in Status.
    public var desiredGeneration: Int64?
    /// InstancetypeRef captures the state of any referenced instance type from the VirtualMachine.
    public var instancetypeRef: InstancetypeStatusRef?
    /// MemoryDumpRequest tracks memory dump request phase and info of getting a memory dump to the given pvc.
    public var memoryDumpRequest: MemoryDumpRequest?
    /// ObservedGeneration is the generation observed by the vmi when started.
    public var observedGeneration: Int64?
    /// PreferenceRef captures the state of any referenced preference from the VirtualMachine.
    public var preferenceRef: InstancetypeStatusRef?
    /// PrintableStatus is a human readable, high-level representation of the status of the virtual machine.
    public var printableStatus: String?
    /// Ready indicates if the virtual machine is running and ready.
    public var ready: Bool?
    /// RestoreInProgress is the name of the VirtualMachineRestore currently executing.
    public var restoreInProgress: String?
    /// RunStrategy tracks the last recorded RunStrategy used by the VM.
    ///
    /// This is needed to correctly process the next strategy (for now only the RerunOnFailure)
    public var runStrategy: VirtualMachineSpec.RunStrategy?
    /// SnapshotInProgress is the name of the VirtualMachineSnapshot currently executing.
    public var snapshotInProgress: String?
    /// StartFailure tracks consecutive VMI startup failures for the purposes of crash loop backoffs.
    public var startFailure: StartFailure?
    /// StateChangeRequests indicates a list of actions that should be taken on a VMI e.g. stop a specific VMI then
    /// start a new one.
    public var stateChangeRequests: [StateChangeRequest]?
    /// VolumeRequests indicates a list of volumes add or remove from the VMI template and hotplug on an active running
    /// VMI.
    public var volumeRequests: [VolumeRequest]?
    /// VolumeSnapshotStatuses indicates a list of statuses whether snapshotting is supported by each volume.
    public var volumeSnapshotStatuses: [VolumeSnapshotStatus]?
    /// VolumeUpdateState contains the information about the volumes set updates related to the volumeUpdateStrategy.
    public var volumeUpdateState: VolumeUpdateState?

    /// A value with these fields; what is not given stays unset.
    public init(
        changedBlockTracking: VirtualMachineInstanceStatus.ChangedBlockTrackingStatus? = nil,
        conditions: [Condition]? = nil,
        created: Bool? = nil,
        desiredGeneration: Int64? = nil,
        instancetypeRef: InstancetypeStatusRef? = nil,
        memoryDumpRequest: MemoryDumpRequest? = nil,
        observedGeneration: Int64? = nil,
        preferenceRef: InstancetypeStatusRef? = nil,
        printableStatus: String? = nil,
        ready: Bool? = nil,
        restoreInProgress: String? = nil,
        runStrategy: VirtualMachineSpec.RunStrategy? = nil,
        snapshotInProgress: String? = nil,
        startFailure: StartFailure? = nil,
        stateChangeRequests: [StateChangeRequest]? = nil,
        volumeRequests: [VolumeRequest]? = nil,
        volumeSnapshotStatuses: [VolumeSnapshotStatus]? = nil,
        volumeUpdateState: VolumeUpdateState? = nil
    ) {
        self.changedBlockTracking = changedBlockTracking
        self.conditions = conditions
        self.created = created
        self.desiredGeneration = desiredGeneration
        self.instancetypeRef = instancetypeRef
        self.memoryDumpRequest = memoryDumpRequest
        self.observedGeneration = observedGeneration
        self.preferenceRef = preferenceRef
        self.printableStatus = printableStatus
        self.ready = ready
        self.restoreInProgress = restoreInProgress
        self.runStrategy = runStrategy
        self.snapshotInProgress = snapshotInProgress
        self.startFailure = startFailure
        self.stateChangeRequests = stateChangeRequests
        self.volumeRequests = volumeRequests
        self.volumeSnapshotStatuses = volumeSnapshotStatuses
        self.volumeUpdateState = volumeUpdateState
    }
}
