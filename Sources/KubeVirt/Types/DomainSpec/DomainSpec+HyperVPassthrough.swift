extension DomainSpec {
    /// All of Hyper-V's enlightenments that the host has.
    public struct HyperVPassthrough: Sendable, Hashable, Codable {
        /// Whether they are passed on.
        public var enabled: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil
        ) {
            self.enabled = enabled
        }
    }
}
