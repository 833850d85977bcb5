extension DomainSpec {
    /// Platform features.
    public struct Features: Sendable, Hashable, Codable {
        /// ACPI, on by default.
        public var acpi: FeatureState?
        /// Defaults to the machine type setting.
        public var apic: FeatureAPIC?
        /// Defaults to the machine type setting.
        public var hyperv: FeatureHyperv?
        /// This enables all supported hyperv flags automatically.
        ///
        /// Bear in mind that if this enabled hyperV features cannot be enabled explicitly. In addition, a Virtual
        /// Machine using it will be non-migratable.
        public var hypervPassthrough: HyperVPassthrough?
        /// Configure how KVM presence is exposed to the guest.
        public var kvm: FeatureKVM?
        /// Notify the guest that the host supports paravirtual spinlocks.
        ///
        /// For older kernels this feature should be explicitly disabled.
        public var pvspinlock: FeatureState?
        /// System management mode of x86, off by default; secure boot needs it.
        public var smm: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            acpi: FeatureState? = nil,
            apic: FeatureAPIC? = nil,
            hyperv: FeatureHyperv? = nil,
            hypervPassthrough: HyperVPassthrough? = nil,
            kvm: FeatureKVM? = nil,
            pvspinlock: FeatureState? = nil,
            smm: FeatureState? = nil
        ) {
            self.acpi = acpi
            self.apic = apic
            self.hyperv = hyperv
            self.hypervPassthrough = hypervPassthrough
            self.kvm = kvm
            self.pvspinlock = pvspinlock
            self.smm = smm
        }
    }
}
