extension DomainSpec {
    /// Intel's trust domains; it has no settings.
    public struct TDX: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
