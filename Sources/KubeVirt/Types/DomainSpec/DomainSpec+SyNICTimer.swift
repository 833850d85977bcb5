extension DomainSpec {
    /// Hyper-V's synthetic timers.
    public struct SyNICTimer: Sendable, Hashable, Codable {
        /// Whether they interrupt without a message.
        public var direct: FeatureState?
        /// Enabled determines if the feature should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            direct: FeatureState? = nil,
            enabled: Bool? = nil
        ) {
            self.direct = direct
            self.enabled = enabled
        }
    }
}
