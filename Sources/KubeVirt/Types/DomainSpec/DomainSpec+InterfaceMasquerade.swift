extension DomainSpec {
    /// Address translation; it has no settings.
    public struct InterfaceMasquerade: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
