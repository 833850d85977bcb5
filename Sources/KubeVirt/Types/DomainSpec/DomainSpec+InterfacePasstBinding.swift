extension DomainSpec {
    /// The passt program; it has no settings.
    public struct InterfacePasstBinding: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
