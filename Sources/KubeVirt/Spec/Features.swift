extension DomainSpec {
    /// Platform features.
    public struct Features: Sendable, Hashable, Codable {
        /// ACPI, on by default.
        public var acpi: FeatureState?
        /// System management mode of x86, off by default; secure boot needs it.
        public var smm: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(acpi: FeatureState? = nil, smm: FeatureState? = nil) {
            self.acpi = acpi
            self.smm = smm
        }
    }
}

extension DomainSpec.Features: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["apic", "hyperv", "hypervPassthrough", "kvm", "pvspinlock"]
    }
}

extension DomainSpec {
    /// A feature that is on unless it says otherwise.
    public struct FeatureState: Sendable, Hashable, Codable {
        /// Whether the feature is on; true by default.
        public var enabled: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(enabled: Bool? = nil) {
            self.enabled = enabled
        }
    }
}
