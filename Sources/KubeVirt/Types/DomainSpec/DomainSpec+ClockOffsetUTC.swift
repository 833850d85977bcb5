extension DomainSpec {
    /// UTC, or a fixed number of seconds away from it.
    public struct ClockOffsetUTC: Sendable, Hashable, Codable {
        /// Seconds to add to UTC; changes made by the guest are then kept over a reboot.
        public var offsetSeconds: Int?

        /// A value with these fields; what is not given stays unset.
        public init(
            offsetSeconds: Int? = nil
        ) {
            self.offsetSeconds = offsetSeconds
        }
    }
}
