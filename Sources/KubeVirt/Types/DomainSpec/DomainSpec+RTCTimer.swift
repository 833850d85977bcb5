extension DomainSpec {
    /// The battery-backed clock.
    public struct RTCTimer: Sendable, Hashable, Codable {
        /// Enabled set to false makes sure that the machine type or a preset can't add the timer.
        ///
        /// Defaults to true.
        public var present: Bool?
        /// TickPolicy determines what happens when QEMU misses a deadline for injecting a tick to the guest.
        ///
        /// One of "delay", "catchup".
        public var tickPolicy: String?
        /// Track the guest or the wall clock.
        public var track: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            present: Bool? = nil,
            tickPolicy: String? = nil,
            track: String? = nil
        ) {
            self.present = present
            self.tickPolicy = tickPolicy
            self.track = track
        }
    }
}
