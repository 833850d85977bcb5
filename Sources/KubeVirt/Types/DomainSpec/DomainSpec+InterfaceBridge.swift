extension DomainSpec {
    /// A bridge to the pod's interface; it has no settings.
    public struct InterfaceBridge: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
