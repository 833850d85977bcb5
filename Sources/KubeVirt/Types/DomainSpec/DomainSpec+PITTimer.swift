extension DomainSpec {
    /// The programmable interval timer.
    public struct PITTimer: Sendable, Hashable, Codable {
        /// Enabled set to false makes sure that the machine type or a preset can't add the timer.
        ///
        /// Defaults to true.
        public var present: Bool?
        /// TickPolicy determines what happens when QEMU misses a deadline for injecting a tick to the guest.
        ///
        /// One of "delay", "catchup", "discard".
        public var tickPolicy: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            present: Bool? = nil,
            tickPolicy: String? = nil
        ) {
            self.present = present
            self.tickPolicy = tickPolicy
        }
    }
}
