extension DomainSpec {
    /// DeprecatedInterfacePasst is an alias to the deprecated InterfacePasst Deprecated: Removed in v1.3.
    public struct DeprecatedInterfacePasst: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
