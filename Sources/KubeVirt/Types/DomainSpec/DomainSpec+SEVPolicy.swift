extension DomainSpec {
    /// What the firmware lets the host do with the guest.
    public struct SEVPolicy: Sendable, Hashable, Codable {
        /// SEV-ES is required.
        ///
        /// Defaults to false.
        public var encryptedState: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            encryptedState: Bool? = nil
        ) {
            self.encryptedState = encryptedState
        }
    }
}
