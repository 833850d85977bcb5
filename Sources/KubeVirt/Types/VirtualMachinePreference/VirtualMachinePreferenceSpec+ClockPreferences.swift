extension VirtualMachinePreferenceSpec {
    /// ClockPreferences contains various optional defaults for Clock.
    public struct ClockPreferences: Sendable, Hashable, Codable {
        /// ClockOffset allows specifying the UTC offset or the timezone of the guest clock.
        public var preferredClockOffset: ClockOffset?
        /// Timer specifies whih timers are attached to the vmi.
        public var preferredTimer: DomainSpec.Timer?

        /// A value with these fields; what is not given stays unset.
        public init(
            preferredClockOffset: ClockOffset? = nil,
            preferredTimer: DomainSpec.Timer? = nil
        ) {
            self.preferredClockOffset = preferredClockOffset
            self.preferredTimer = preferredTimer
        }
    }
}
