extension DomainSpec {
    /// Size of blocks that a device tells the guest.
    public struct BlockSize: Sendable, Hashable, Codable {
        /// These sizes.
        public var custom: CustomBlockSize?
        /// The sizes of the volume beneath.
        public var matchVolume: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            custom: CustomBlockSize? = nil,
            matchVolume: FeatureState? = nil
        ) {
            self.custom = custom
            self.matchVolume = matchVolume
        }
    }
}
