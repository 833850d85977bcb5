extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolUpdateStrategy specifies how the VMPool controller manages updating VMs within a VMPool, by
    /// default it is proactive update.
    public struct UpdateStrategy: Sendable, Hashable, Codable {
        /// Opportunistic update only gets applied to the VM, VMI is updated naturally upon the restart.
        ///
        /// Whereas proactive it applies both the VM and VMI right away.
        public var opportunistic: OpportunisticUpdateStrategy?
        /// Proactive update by forcing the VMs to restart during update.
        public var proactive: ProactiveUpdateStrategy?
        /// Unmanaged indicates that no automatic update of VMs within a VMPool is performed.
        ///
        /// When this is set, the VMPool controller will not update the VMs within the pool.
        public var unmanaged: UnmanagedStrategy?

        /// A value with these fields; what is not given stays unset.
        public init(
            opportunistic: OpportunisticUpdateStrategy? = nil,
            proactive: ProactiveUpdateStrategy? = nil,
            unmanaged: UnmanagedStrategy? = nil
        ) {
            self.opportunistic = opportunistic
            self.proactive = proactive
            self.unmanaged = unmanaged
        }
    }
}
