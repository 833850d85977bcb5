extension DomainSpec {
    /// What a mediated graphics processor shows.
    public struct VGPUDisplayOptions: Sendable, Hashable, Codable {
        /// Enabled determines if a display addapter backed by a vGPU should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?
        /// Enables a boot framebuffer, until the guest OS loads a real GPU driver Defaults to true.
        public var ramFB: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil,
            ramFB: FeatureState? = nil
        ) {
            self.enabled = enabled
            self.ramFB = ramFB
        }
    }
}
