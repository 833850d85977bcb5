/// How many machines there are.
public struct VirtualMachineInstanceReplicaSetStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [Condition]?
    /// Canonical form of the label selector for HPA which consumes it through the scale subresource.
    public var labelSelector: String?
    /// The number of ready replicas for this replica set.
    public var readyReplicas: Int32?
    /// Total number of non-terminated pods targeted by this deployment (their labels match the selector).
    public var replicas: Int32?

    /// A value with these fields; what is not given stays unset.
    public init(
        conditions: [Condition]? = nil,
        labelSelector: String? = nil,
        readyReplicas: Int32? = nil,
        replicas: Int32? = nil
    ) {
        self.conditions = conditions
        self.labelSelector = labelSelector
        self.readyReplicas = readyReplicas
        self.replicas = replicas
    }
}
