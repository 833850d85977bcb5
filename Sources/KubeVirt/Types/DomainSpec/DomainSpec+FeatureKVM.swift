extension DomainSpec {
    /// What the guest is told of KVM.
    public struct FeatureKVM: Sendable, Hashable, Codable {
        /// Hide the KVM hypervisor from standard MSR based discovery.
        ///
        /// Defaults to false.
        public var hidden: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            hidden: Bool? = nil
        ) {
            self.hidden = hidden
        }
    }
}
