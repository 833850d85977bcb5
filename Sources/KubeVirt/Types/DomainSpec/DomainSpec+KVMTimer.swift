extension DomainSpec {
    /// KVM's paravirtual clock.
    public struct KVMTimer: Sendable, Hashable, Codable {
        /// Enabled set to false makes sure that the machine type or a preset can't add the timer.
        ///
        /// Defaults to true.
        public var present: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            present: Bool? = nil
        ) {
            self.present = present
        }
    }
}
