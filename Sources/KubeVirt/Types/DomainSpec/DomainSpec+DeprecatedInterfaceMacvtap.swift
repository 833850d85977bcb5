extension DomainSpec {
    /// DeprecatedInterfaceMacvtap is an alias to the deprecated InterfaceMacvtap that connects to a given network by
    /// extending the Kubernetes node's L2 networks via a macvtap interface.
    ///
    /// Deprecated: Removed in v1.3.
    public struct DeprecatedInterfaceMacvtap: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
