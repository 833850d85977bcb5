extension VirtualMachineInstanceStatus {
    /// ExperimentalMigrationOptions is an alpha API for experimental migration tunables.
    ///
    /// It is intended for experimental purposes only and will be removed in the future.
    public struct ExperimentalMigrationOptions: Sendable, Hashable, Codable {
        /// Compression selects the algorithm for compressing the live migration data stream.
        ///
        /// When omitted (nil) or set to "none", compression is disabled.
        public var compression: String?
        /// DowntimeTuning configures iteration-aware downtime ramping for live migration convergence.
        public var downtimeTuning: DowntimeTuningOptions?
        /// When a migration counts as stalled.
        public var stallDetector: StallDetectorOptions?

        /// A value with these fields; what is not given stays unset.
        public init(
            compression: String? = nil,
            downtimeTuning: DowntimeTuningOptions? = nil,
            stallDetector: StallDetectorOptions? = nil
        ) {
            self.compression = compression
            self.downtimeTuning = downtimeTuning
            self.stallDetector = stallDetector
        }
    }
}
