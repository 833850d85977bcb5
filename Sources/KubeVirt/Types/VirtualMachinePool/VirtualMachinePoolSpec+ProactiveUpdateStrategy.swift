extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolProactiveUpdateStrategy represents proactive update strategy.
    public struct ProactiveUpdateStrategy: Sendable, Hashable, Codable {
        /// SelectionPolicy defines the priority in which VM instances are selected for proactive update Defaults to
        /// "Random" base policy when no SelectionPolicy is configured.
        public var selectionPolicy: SelectionPolicy?

        /// A value with these fields; what is not given stays unset.
        public init(
            selectionPolicy: SelectionPolicy? = nil
        ) {
            self.selectionPolicy = selectionPolicy
        }
    }
}
