extension DomainSpec {
    /// Intel's 6300ESB.
    public struct I6300ESBWatchdog: Sendable, Hashable, Codable {
        /// `reset`, the default, `poweroff` or `shutdown`.
        public var action: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            action: String? = nil
        ) {
            self.action = action
        }
    }
}
