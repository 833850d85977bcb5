extension DomainSpec {
    /// AMD's secure nested paging; it has no settings.
    public struct SEVSNP: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
