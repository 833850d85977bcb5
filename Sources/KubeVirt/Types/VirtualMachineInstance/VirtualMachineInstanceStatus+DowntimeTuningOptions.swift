extension VirtualMachineInstanceStatus {
    /// DowntimeTuningOptions controls how virt-launcher gradually increases max_downtime during live migration to help
    /// convergence.
    public struct DowntimeTuningOptions: Sendable, Hashable, Codable {
        /// CooldownSeconds is the minimum interval in seconds between successive downtime increases.
        ///
        /// Defaults to 10.
        public var cooldownSeconds: Int32?
        /// InitialMs is the initial max_downtime value in milliseconds set at the start of migration.
        ///
        /// Tuning steps increase from this value. Defaults to 150.
        public var initialMs: Int64?
        /// StartAfterIteration is the memory copy iteration after which downtime tuning begins.
        ///
        /// Defaults to 3.
        public var startAfterIteration: Int64?
        /// Steps is the number of equal increments used to ramp from InitialMs to the cluster-level MaxDowntimeMs.
        ///
        /// Defaults to 7.
        public var steps: Int32?

        /// A value with these fields; what is not given stays unset.
        public init(
            cooldownSeconds: Int32? = nil,
            initialMs: Int64? = nil,
            startAfterIteration: Int64? = nil,
            steps: Int32? = nil
        ) {
            self.cooldownSeconds = cooldownSeconds
            self.initialMs = initialMs
            self.startAfterIteration = startAfterIteration
            self.steps = steps
        }
    }
}
