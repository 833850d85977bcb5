/// How many machines there shall be, and what they shall be.
public struct VirtualMachineInstanceReplicaSetSpec: Sendable, Hashable, Codable {
    /// Indicates that the replica set is paused.
    public var paused: Bool?
    /// Number of desired pods.
    ///
    /// This is a pointer to distinguish between explicit zero and not specified. Defaults to 1.
    public var replicas: Int32?
    /// Label selector for pods.
    ///
    /// Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment.
    public var selector: LabelSelector
    /// Template describes the pods that will be created.
    public var template: VirtualMachineInstanceTemplate

    /// A value with these fields; what is not given stays unset.
    public init(
        paused: Bool? = nil,
        replicas: Int32? = nil,
        selector: LabelSelector = LabelSelector(),
        template: VirtualMachineInstanceTemplate = VirtualMachineInstanceTemplate()
    ) {
        self.paused = paused
        self.replicas = replicas
        self.selector = selector
        self.template = template
    }
}
