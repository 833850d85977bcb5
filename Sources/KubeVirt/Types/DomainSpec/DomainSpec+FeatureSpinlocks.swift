extension DomainSpec {
    /// How often a guest tries a spin lock before it tells the hypervisor.
    public struct FeatureSpinlocks: Sendable, Hashable, Codable {
        /// Enabled determines if the feature should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?
        /// Retries indicates the number of retries.
        ///
        /// Must be a value greater or equal 4096. Defaults to 4096.
        public var spinlocks: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil,
            spinlocks: UInt32? = nil
        ) {
            self.enabled = enabled
            self.spinlocks = spinlocks
        }
    }
}
