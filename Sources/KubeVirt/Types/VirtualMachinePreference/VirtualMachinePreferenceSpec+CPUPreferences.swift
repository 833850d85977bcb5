extension VirtualMachinePreferenceSpec {
    /// CPUPreferences contains various optional CPU preferences.
    public struct CPUPreferences: Sendable, Hashable, Codable {
        /// PreferredCPUFeatures optionally defines a slice of preferred CPU features.
        public var preferredCPUFeatures: [DomainSpec.CPUFeature]?
        /// PreferredCPUTopology optionally defines the preferred guest visible CPU topology, defaults to PreferSockets.
        public var preferredCPUTopology: String?
        /// How processors are spread when topology is spread.
        public var spreadOptions: SpreadOptions?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredCPUFeatures: [DomainSpec.CPUFeature]? = nil,
            preferredCPUTopology: String? = nil,
            spreadOptions: SpreadOptions? = nil
        ) {
            self.preferredCPUFeatures = preferredCPUFeatures
            self.preferredCPUTopology = preferredCPUTopology
            self.spreadOptions = spreadOptions
        }
    }
}
