extension DomainSpec {
    /// DeprecatedInterfaceSlirp is an alias to the deprecated InterfaceSlirp that connects to a given network using
    /// QEMU user networking mode.
    ///
    /// Deprecated: Removed in v1.3.
    public struct DeprecatedInterfaceSlirp: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
