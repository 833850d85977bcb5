extension DomainSpec {
    /// A function of a host's network card; it has no settings.
    public struct InterfaceSRIOV: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
