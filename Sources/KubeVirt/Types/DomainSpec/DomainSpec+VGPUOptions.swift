extension DomainSpec {
    /// Settings of a mediated graphics processor.
    public struct VGPUOptions: Sendable, Hashable, Codable {
        /// What it shows.
        public var display: VGPUDisplayOptions?

        /// A value with these fields; what is not given stays unset.
        public init(
            display: VGPUDisplayOptions? = nil
        ) {
            self.display = display
        }
    }
}
