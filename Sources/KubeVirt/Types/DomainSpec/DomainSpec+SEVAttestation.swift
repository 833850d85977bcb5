extension DomainSpec {
    /// A start that waits until its owner has measured it; it has no settings.
    public struct SEVAttestation: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
