extension VirtualMachinePreferenceSpec {
    /// Exactly one of its members must be set.
    public struct ClockOffset: Sendable, Hashable, Codable {
        /// Timezone sets the guest clock to the specified timezone.
        ///
        /// Zone name follows the TZ environment variable format (e.g. 'America/New_York').
        public var timezone: String?
        /// UTC sets the guest clock to UTC on each boot.
        ///
        /// If an offset is specified, guest changes to the clock will be kept during reboots and are not reset.
        public var utc: DomainSpec.ClockOffsetUTC?

        /// A value with these fields; what is not given stays unset.
        public init(
            timezone: String? = nil,
            utc: DomainSpec.ClockOffsetUTC? = nil
        ) {
            self.timezone = timezone
            self.utc = utc
        }
    }
}
