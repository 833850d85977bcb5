extension DomainSpec {
    /// A random number generator; it has no settings.
    public struct Rng: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
