extension VirtualMachineInstanceStatus {
    /// When a migration counts as stalled.
    public struct StallDetectorOptions: Sendable, Hashable, Codable {
        /// CompletionTimeoutFactor multiplies the computed migration completion timeout to determine the total time
        /// budget for deciding whether a forced switchover can still finish in time, and to extend the abort deadline
        /// after initiating a completion-timeout-driven switchover.
        ///
        /// Defaults to 2.
        public var completionTimeoutFactor: Quantity?
        /// EwmaAlpha is the smoothing factor for the exponentially weighted moving average of observed migration
        /// bandwidth.
        ///
        /// Must be in the range (0, 1]; zero is invalid because the estimate would never incorporate new samples.
        /// Higher values weight recent samples more heavily. Defaults to 0.4.
        public var ewmaAlpha: Quantity?
        /// PatienceWindowDecayFactor is the factor by which the relaxation patience window is multiplied after each
        /// best-remaining-bytes relaxation step.
        ///
        /// Defaults to 0.5.
        public var patienceWindowDecayFactor: Quantity?
        /// PrecopyPossibleFactor is the maximum factor by which estimated downtime may exceed MaxDowntime while still
        /// attempting a soft stop-and-copy instead of aborting the migration.
        ///
        /// Defaults to 1.5.
        public var precopyPossibleFactor: Quantity?
        /// SearchLocalMinima controls whether convergence actions are delayed until remaining bytes reach a local
        /// minimum near the best observed value.
        ///
        /// When false, actions may trigger as soon as a stall is detected. Defaults to true.
        public var searchLocalMinima: Bool?
        /// StallMargin is the fractional tolerance, expressed as a percentage, used when comparing remaining migration
        /// bytes against the best observed value to detect stalls and local minima.
        ///
        /// A stall is reported when remaining bytes stay above (1 - StallMargin/100) of the outside-window minimum.
        /// Defaults to 4.
        public var stallMargin: Int64?
        /// StallProgressTimeout is the duration in seconds of the sliding window used to track minimum remaining-bytes
        /// and detect when migration progress has stalled.
        ///
        /// Defaults to 40.
        public var stallProgressTimeout: Int64?
        /// SwitchoverTimeout is the duration in seconds allowed for a stop-and-copy or post-copy switchover to complete
        /// after being triggered before the migration is aborted.
        ///
        /// Defaults to 60.
        public var switchoverTimeout: Int64?

        /// A value with these fields; what is not given stays unset.
        public init(
            completionTimeoutFactor: Quantity? = nil,
            ewmaAlpha: Quantity? = nil,
            patienceWindowDecayFactor: Quantity? = nil,
            precopyPossibleFactor: Quantity? = nil,
            searchLocalMinima: Bool? = nil,
            stallMargin: Int64? = nil,
            stallProgressTimeout: Int64? = nil,
            switchoverTimeout: Int64? = nil
        ) {
            self.completionTimeoutFactor = completionTimeoutFactor
            self.ewmaAlpha = ewmaAlpha
            self.patienceWindowDecayFactor = patienceWindowDecayFactor
            self.precopyPossibleFactor = precopyPossibleFactor
            self.searchLocalMinima = searchLocalMinima
            self.stallMargin = stallMargin
            self.stallProgressTimeout = stallProgressTimeout
            self.switchoverTimeout = switchoverTimeout
        }
    }
}
