/// How many virtual machines there are.
public struct VirtualMachinePoolStatus: Sendable, Hashable, Codable {
    /// Facts that hold or do not.
    public var conditions: [Condition]?
    /// Canonical form of the label selector for HPA which consumes it through the scale subresource.
    public var labelSelector: String?
    /// Those that are ready.
    public var readyReplicas: Int32?
    /// All.
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
