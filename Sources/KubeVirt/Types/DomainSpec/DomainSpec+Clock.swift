extension DomainSpec {
    /// What the guest's clock shows at start; `utc` or `timezone`, not both.
    public struct Clock: Sendable, Hashable, Codable {
        /// Timer specifies whih timers are attached to the vmi.
        public var timer: Timer?
        /// Local time of this zone, such as `Europe/Berlin`.
        public var timezone: String?
        /// UTC, with an offset if one is given.
        public var utc: ClockOffsetUTC?

        /// A value with these fields; what is not given stays unset.
        public init(
            timer: Timer? = nil,
            timezone: String? = nil,
            utc: ClockOffsetUTC? = nil
        ) {
            self.timer = timer
            self.timezone = timezone
            self.utc = utc
        }
    }
}
