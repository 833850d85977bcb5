/// How many virtual machines there shall be, and what they shall be.
public struct VirtualMachinePoolSpec: Sendable, Hashable, Codable {
    /// Autohealing specifies when a VMpool should replace a failing VM with a reprovisioned instance.
    public var autohealing: AutohealingStrategy?
    /// (Defaults to 100%) Integer or string pointer, that when set represents either a percentage or number of VMs in a
    /// pool that can be unavailable (ready condition false) at a time during automated update.
    public var maxUnavailable: IntOrString?
    /// Options for the name generation in a pool.
    public var nameGeneration: NameGeneration?
    /// Indicates that the pool is paused.
    public var paused: Bool?
    /// Number of desired pods.
    ///
    /// This is a pointer to distinguish between explicit zero and not specified. Defaults to 1.
    public var replicas: Int32?
    /// ScaleInStrategy specifies how the VMPool controller manages scaling in VMs within a VMPool.
    public var scaleInStrategy: ScaleInStrategy?
    /// Label selector for pods.
    ///
    /// Existing Poolss whose pods are selected by this will be the ones affected by this deployment.
    public var selector: LabelSelector
    /// UpdateStrategy specifies how the VMPool controller manages updating VMs within a VMPool.
    public var updateStrategy: UpdateStrategy?
    /// Template describes the VM that will be created.
    public var virtualMachineTemplate: VirtualMachineTemplateSpec

    /// A value with these fields; what is not given stays unset.
    public init(
        autohealing: AutohealingStrategy? = nil,
        maxUnavailable: IntOrString? = nil,
        nameGeneration: NameGeneration? = nil,
        paused: Bool? = nil,
        replicas: Int32? = nil,
        scaleInStrategy: ScaleInStrategy? = nil,
        selector: LabelSelector = LabelSelector(),
        updateStrategy: UpdateStrategy? = nil,
        virtualMachineTemplate: VirtualMachineTemplateSpec = VirtualMachineTemplateSpec()
    ) {
        self.autohealing = autohealing
        self.maxUnavailable = maxUnavailable
        self.nameGeneration = nameGeneration
        self.paused = paused
        self.replicas = replicas
        self.scaleInStrategy = scaleInStrategy
        self.selector = selector
        self.updateStrategy = updateStrategy
        self.virtualMachineTemplate = virtualMachineTemplate
    }
}
