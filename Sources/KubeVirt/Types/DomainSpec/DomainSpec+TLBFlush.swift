extension DomainSpec {
    /// Hyper-V's calls that flush other processors' translations.
    public struct TLBFlush: Sendable, Hashable, Codable {
        /// Direct allows sending the TLB flush command directly to the hypervisor.
        ///
        /// It can be useful to optimize performance in nested virtualization cases, such as Windows VBS.
        public var direct: FeatureState?
        /// Enabled determines if the feature should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?
        /// Extended allows the guest to execute partial TLB flushes.
        ///
        /// It can be helpful for general purpose workloads.
        public var extended: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            direct: FeatureState? = nil,
            enabled: Bool? = nil,
            extended: FeatureState? = nil
        ) {
            self.direct = direct
            self.enabled = enabled
            self.extended = extended
        }
    }
}
