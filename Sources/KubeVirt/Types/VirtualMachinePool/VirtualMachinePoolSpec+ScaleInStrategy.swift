extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolScaleInStrategy specifies how the VMPool controller manages scaling in VMs within a VMPool.
    public struct ScaleInStrategy: Sendable, Hashable, Codable {
        /// Opportunistic scale-in is a strategy when vms are deleted by some other means than the scale-in action.
        ///
        /// For example, when the VM is deleted by the user or when the VM is deleted by the node that is hosting the
        /// VM.
        public var opportunistic: OpportunisticScaleInStrategy?
        /// Proactive scale-in by forcing VMs to shutdown during scale-in (Default)
        public var proactive: ProactiveScaleInStrategy?
        /// The VM is never touched after creation.
        ///
        /// Users are responsible for scaling in the pool manually.
        public var unmanaged: UnmanagedStrategy?

        /// A value with these fields; what is not given stays unset.
        public init(
            opportunistic: OpportunisticScaleInStrategy? = nil,
            proactive: ProactiveScaleInStrategy? = nil,
            unmanaged: UnmanagedStrategy? = nil
        ) {
            self.opportunistic = opportunistic
            self.proactive = proactive
            self.unmanaged = unmanaged
        }
    }
}
