/// VirtualMachineInstancetypeSpec is a description of the VirtualMachineInstancetype or
/// VirtualMachineClusterInstancetype.
///
/// CPU and Memory are required attributes with both requiring that their Guest attribute is defined, ensuring a number
/// of vCPUs and amount of RAM is always provided by each instancetype.
public struct VirtualMachineInstancetypeSpec: Sendable, Hashable, Codable {
    /// Optionally defines the required Annotations to be used by the instance type and applied to the
    /// VirtualMachineInstance.
    public var annotations: [String: String]?
    /// Required CPU related attributes of the instancetype.
    public var cpu: CPUInstancetype
    /// Optionally defines any GPU devices associated with the instancetype.
    public var gpus: [DomainSpec.GPU]?
    /// Optionally defines any HostDevices associated with the instancetype.
    public var hostDevices: [DomainSpec.HostDevice]?
    /// Optionally specifies the IOThreads options to be used by the instancetype.
    public var ioThreads: DomainSpec.DiskIOThreads?
    /// Optionally defines the IOThreadsPolicy to be used by the instancetype.
    public var ioThreadsPolicy: String?
    /// Optionally defines the LaunchSecurity to be used by the instancetype.
    ///
    /// Deprecated: Will be removed with v1beta2 or v1.
    public var launchSecurity: DomainSpec.LaunchSecurity?
    /// Required Memory related attributes of the instancetype.
    public var memory: MemoryInstancetype
    /// NodeSelector is a selector which must be true for the vmi to fit on a node.
    ///
    /// Selector which must match a node's labels for the vmi to be scheduled on that node. More info:
    /// https://kubernetes.io/docs/concepts/configuration/assign-pod-node/.
    ///
    /// NodeSelector is the name of the custom node selector for the instancetype.
    public var nodeSelector: [String: String]?
    /// If specified, the VMI will be dispatched by specified scheduler.
    ///
    /// If not specified, the VMI will be dispatched by default scheduler.
    ///
    /// SchedulerName is the name of the custom K8s scheduler for the instancetype.
    public var schedulerName: String?

    /// A value with these fields; what is not given stays unset.
    public init(
        annotations: [String: String]? = nil,
        cpu: CPUInstancetype,
        gpus: [DomainSpec.GPU]? = nil,
        hostDevices: [DomainSpec.HostDevice]? = nil,
        ioThreads: DomainSpec.DiskIOThreads? = nil,
        ioThreadsPolicy: String? = nil,
        launchSecurity: DomainSpec.LaunchSecurity? = nil,
        memory: MemoryInstancetype,
        nodeSelector: [String: String]? = nil,
        schedulerName: String? = nil
    ) {
        self.annotations = annotations
        self.cpu = cpu
        self.gpus = gpus
        self.hostDevices = hostDevices
        self.ioThreads = ioThreads
        self.ioThreadsPolicy = ioThreadsPolicy
        self.launchSecurity = launchSecurity
        self.memory = memory
        self.nodeSelector = nodeSelector
        self.schedulerName = schedulerName
    }
}
