extension VirtualMachineInstanceStatus {
    /// When a phase began.
    public struct PhaseTransitionTimestamp: Sendable, Hashable, Codable {
        /// The phase.
        public var phase: Phase?
        /// When it began.
        public var phaseTransitionTimestamp: Timestamp?

        /// A value with these fields; what is not given stays unset.
        public init(
            phase: Phase? = nil,
            phaseTransitionTimestamp: Timestamp? = nil
        ) {
            self.phase = phase
            self.phaseTransitionTimestamp = phaseTransitionTimestamp
        }
    }
}
