extension DomainSpec {
    /// The interrupt controller of x86.
    public struct FeatureAPIC: Sendable, Hashable, Codable {
        /// Enabled determines if the feature should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?
        /// EndOfInterrupt enables the end of interrupt notification in the guest.
        ///
        /// Defaults to false.
        public var endOfInterrupt: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil,
            endOfInterrupt: Bool? = nil
        ) {
            self.enabled = enabled
            self.endOfInterrupt = endOfInterrupt
        }
    }
}
