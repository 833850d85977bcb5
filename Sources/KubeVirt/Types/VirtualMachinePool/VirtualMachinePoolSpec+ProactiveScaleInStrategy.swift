extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolProactiveScaleInStrategy represents proactive scale-in strategy.
    public struct ProactiveScaleInStrategy: Sendable, Hashable, Codable {
        /// SelectionPolicy defines the priority in which VM instances are selected for proactive scale-in Defaults to
        /// "Random" base policy when no SelectionPolicy is configured.
        public var selectionPolicy: SelectionPolicy?
        /// Specifies if and how to preserve the state of the VMs selected during scale-in.
        ///
        /// Disabled - (Default) all state for VMs selected for scale-in will be deleted. Offline - PVCs for VMs
        /// selected for scale-in will be preserved and reused on scale-out (decreases provisioning time during scale
        /// out). Online - PVCs and memory for VMs selected for scale-in will be preserved and reused on scale-out
        /// (decreases provisioning and boot time during scale out).
        public var statePreservation: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            selectionPolicy: SelectionPolicy? = nil,
            statePreservation: String? = nil
        ) {
            self.selectionPolicy = selectionPolicy
            self.statePreservation = statePreservation
        }
    }
}
