extension VirtualMachinePreferenceSpec {
    /// FeaturePreferences contains various optional defaults for Features.
    public struct FeaturePreferences: Sendable, Hashable, Codable {
        /// PreferredAcpi optionally enables the ACPI feature.
        public var preferredAcpi: DomainSpec.FeatureState?
        /// PreferredApic optionally enables and configures the APIC feature.
        public var preferredApic: DomainSpec.FeatureAPIC?
        /// PreferredHyperv optionally enables and configures HyperV features.
        public var preferredHyperv: DomainSpec.FeatureHyperv?
        /// PreferredKvm optionally enables and configures KVM features.
        public var preferredKvm: DomainSpec.FeatureKVM?
        /// PreferredPvspinlock optionally enables the Pvspinlock feature.
        public var preferredPvspinlock: DomainSpec.FeatureState?
        /// PreferredSmm optionally enables the SMM feature.
        public var preferredSmm: DomainSpec.FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredAcpi: DomainSpec.FeatureState? = nil,
            preferredApic: DomainSpec.FeatureAPIC? = nil,
            preferredHyperv: DomainSpec.FeatureHyperv? = nil,
            preferredKvm: DomainSpec.FeatureKVM? = nil,
            preferredPvspinlock: DomainSpec.FeatureState? = nil,
            preferredSmm: DomainSpec.FeatureState? = nil
        ) {
            self.preferredAcpi = preferredAcpi
            self.preferredApic = preferredApic
            self.preferredHyperv = preferredHyperv
            self.preferredKvm = preferredKvm
            self.preferredPvspinlock = preferredPvspinlock
            self.preferredSmm = preferredSmm
        }
    }
}
