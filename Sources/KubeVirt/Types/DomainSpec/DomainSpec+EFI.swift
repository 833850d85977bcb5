extension DomainSpec {
    /// UEFI.
    public struct EFI: Sendable, Hashable, Codable {
        /// Whether variables outlive a stop; on a single host they live as long as the machine.
        public var persistent: Bool?
        /// Whether only signed programs start; true by default, and needs `features.smm`.
        public var secureBoot: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            persistent: Bool? = nil,
            secureBoot: Bool? = nil
        ) {
            self.persistent = persistent
            self.secureBoot = secureBoot
        }
    }
}
