/// VirtualMachineSpec describes how the proper VirtualMachine should look like.
public struct VirtualMachineSpec: Sendable, Hashable, Codable {
    /// dataVolumeTemplates is a list of dataVolumes that the VirtualMachineInstance template can reference.
    ///
    /// DataVolumes in this list are dynamically created for the VirtualMachine and are tied to the VirtualMachine's
    /// life-cycle.
    public var dataVolumeTemplates: [DataVolumeTemplateSpec]?
    /// InstancetypeMatcher references a instancetype that is used to fill fields in Template.
    public var instancetype: InstancetypeMatcher?
    /// PreferenceMatcher references a set of preference that is used to fill fields in Template.
    public var preference: PreferenceMatcher?
    /// Running state indicates the requested running state of the VirtualMachineInstance mutually exclusive with
    /// Running Following are allowed values: - "Always": VMI should always be running.
    /// - "Halted": VMI should never be running. - "Manual": VMI can be started/stopped using API endpoints. -
    /// "RerunOnFailure": VMI will initially be running and restarted if a failure occurs, but will not be restarted
    /// upon successful completion. - "Once": VMI will run once and not be restarted upon completion regardless if the
    /// completion is of phase Failure or Success.
    public var runStrategy: RunStrategy?
    /// Running controls whether the associatied VirtualMachineInstance is created or not Mutually exclusive with
    /// RunStrategy Deprecated: VirtualMachineInstance field "Running" is now deprecated, please use RunStrategy
    /// instead.
    public var running: Bool?
    /// Template is the direct specification of VirtualMachineInstance.
    public var template: VirtualMachineInstanceTemplate
    /// UpdateVolumesStrategy is the strategy to apply on volumes updates.
    public var updateVolumesStrategy: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        dataVolumeTemplates: [DataVolumeTemplateSpec]? = nil,
        instancetype: InstancetypeMatcher? = nil,
        preference: PreferenceMatcher? = nil,
        runStrategy: RunStrategy? = nil,
        running: Bool? = nil,
        template: VirtualMachineInstanceTemplate = VirtualMachineInstanceTemplate(),
        updateVolumesStrategy: String? = nil
    ) {
        self.dataVolumeTemplates = dataVolumeTemplates
        self.instancetype = instancetype
        self.preference = preference
        self.runStrategy = runStrategy
        self.running = running
        self.template = template
        self.updateVolumesStrategy = updateVolumesStrategy
    }
}
