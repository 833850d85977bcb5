extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolOpportunisticScaleInStrategy represents opportunistic scale-in strategy.
    public struct OpportunisticScaleInStrategy: Sendable, Hashable, Codable {
        /// Specifies if and how to preserve the state of the VMs selected during scale-in.
        ///
        /// Disabled - (Default) all state for VMs selected for scale-in will be deleted. Offline - PVCs for VMs
        /// selected for scale-in will be preserved and reused on scale-out (decreases provisioning time during scale
        /// out). Online - PVCs and memory for VMs selected for scale-in will be preserved and reused on scale-out
        /// (decreases provisioning and boot time during scale out).
        public var statePreservation: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            statePreservation: String? = nil
        ) {
            self.statePreservation = statePreservation
        }
    }
}
