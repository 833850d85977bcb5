extension DomainSpec {
    /// CPUFeature allows specifying a CPU feature.
    public struct CPUFeature: Sendable, Hashable, Codable {
        /// Name of the CPU feature.
        public var name: String
        /// Policy is the CPU feature attribute which can have the following attributes: force - The virtual CPU will
        /// claim the feature is supported regardless of it being supported by host CPU. require - Guest creation will
        /// fail unless the feature is supported by the host CPU or the hypervisor is able to emulate it. optional - The
        /// feature will be supported by virtual CPU if and only if it is supported by host CPU. disable - The feature
        /// will not be supported by virtual CPU. forbid - Guest creation will fail if the feature is supported by host
        /// CPU.
        ///
        /// Defaults to require.
        public var policy: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String,
            policy: String? = nil
        ) {
            self.name = name
            self.policy = policy
        }
    }
}
