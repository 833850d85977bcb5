extension DomainSpec {
    /// A feature that is on unless it says otherwise.
    public struct FeatureState: Sendable, Hashable, Codable {
        /// Whether the feature is on; true by default.
        public var enabled: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil
        ) {
            self.enabled = enabled
        }
    }
}
