extension DomainSpec {
    /// Represents the user's configuration to emulate sound cards in the VMI.
    public struct SoundDevice: Sendable, Hashable, Codable {
        /// We only support ich9 or ac97.
        ///
        /// If SoundDevice is not set: No sound card is emulated. If SoundDevice is set but Model is not: ich9.
        public var model: String?
        /// User's defined name for this sound device.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            model: String? = nil,
            name: String
        ) {
            self.model = model
            self.name = name
        }
    }
}
