extension VirtualMachineInstanceMigrationStatus {
    /// VirtualMachineInstanceMigrationPhaseTransitionTimestamp gives a timestamp in relation to when a phase is set on
    /// a vmi.
    public struct PhaseTransitionTimestamp: Sendable, Hashable, Codable {
        /// Phase is the status of the VirtualMachineInstanceMigrationPhase in kubernetes world.
        ///
        /// It is not the VirtualMachineInstanceMigrationPhase status, but partially correlates to it.
        public var phase: String?
        /// PhaseTransitionTimestamp is the timestamp of when the phase change occurred.
        public var phaseTransitionTimestamp: Timestamp?

        /// A value with these fields; what is not given stays unset.
        public init(
            phase: String? = nil,
            phaseTransitionTimestamp: Timestamp? = nil
        ) {
            self.phase = phase
            self.phaseTransitionTimestamp = phaseTransitionTimestamp
        }
    }
}
