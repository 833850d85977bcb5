extension DomainSpec {
    /// Represents all available timers in a vmi.
    public struct Timer: Sendable, Hashable, Codable {
        /// HPET (High Precision Event Timer) - multiple timers with periodic interrupts.
        public var hpet: HPETTimer?
        /// Hyperv (Hypervclock) - lets guests read the host’s wall clock time (paravirtualized).
        ///
        /// For windows guests.
        public var hyperv: HypervTimer?
        /// KVM (KVM clock) - lets guests read the host’s wall clock time (paravirtualized).
        ///
        /// For linux guests.
        public var kvm: KVMTimer?
        /// PIT (Programmable Interval Timer) - a timer with periodic interrupts.
        public var pit: PITTimer?
        /// RTC (Real Time Clock) - a continuously running timer with periodic interrupts.
        public var rtc: RTCTimer?

        /// A value with these fields; what is not given stays unset.
        public init(
            hpet: HPETTimer? = nil,
            hyperv: HypervTimer? = nil,
            kvm: KVMTimer? = nil,
            pit: PITTimer? = nil,
            rtc: RTCTimer? = nil
        ) {
            self.hpet = hpet
            self.hyperv = hyperv
            self.kvm = kvm
            self.pit = pit
            self.rtc = rtc
        }
    }
}
