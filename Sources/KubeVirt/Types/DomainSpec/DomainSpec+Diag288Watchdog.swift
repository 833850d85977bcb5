extension DomainSpec {
    /// diag288 watchdog device.
    public struct Diag288Watchdog: Sendable, Hashable, Codable {
        /// The action to take.
        ///
        /// Valid values are poweroff, reset, shutdown. Defaults to reset.
        public var action: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            action: String? = nil
        ) {
            self.action = action
        }
    }
}
