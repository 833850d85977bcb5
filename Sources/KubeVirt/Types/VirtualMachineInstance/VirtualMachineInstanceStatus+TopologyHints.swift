extension VirtualMachineInstanceStatus {
    /// What the scheduler was told of the node.
    public struct TopologyHints: Sendable, Hashable, Codable {
        /// Ticks a second of the time stamp counter.
        public var tscFrequency: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            tscFrequency: Int64? = nil
        ) {
            self.tscFrequency = tscFrequency
        }
    }
}
