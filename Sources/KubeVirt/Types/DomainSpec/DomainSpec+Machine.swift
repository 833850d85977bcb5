extension DomainSpec {
    /// Chipset of the machine.
    public struct Machine: Sendable, Hashable, Codable {
        /// QEMU machine type: `q35` on amd64, `virt` on arm64 by default.
        public var type: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            type: String? = nil
        ) {
            self.type = type
        }
    }
}
