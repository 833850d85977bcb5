extension VirtualMachinePoolSpec {
    /// When a virtual machine that does not start is replaced.
    public struct AutohealingStrategy: Sendable, Hashable, Codable {
        /// MinFailingToStartDuration is the minimum time a VM must be in a failing status (applies to status conditions
        /// like CrashLoopBackOff, Unschedulable) before being replaced.
        ///
        /// It measures the duration since the VM's Ready condition transitioned to False. Defaults to 5 minutes.
        public var minFailingToStartDuration: String?
        /// StartUpFailureThreshold is the number of consecutive VMI start failures (it tracks the value of
        /// Status.StartFailure.ConsecutiveFailCount field) before replacing the VM.
        ///
        /// Defaults to 3.
        public var startUpFailureThreshold: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            minFailingToStartDuration: String? = nil,
            startUpFailureThreshold: Int64? = nil
        ) {
            self.minFailingToStartDuration = minFailingToStartDuration
            self.startUpFailureThreshold = startUpFailureThreshold
        }
    }
}
