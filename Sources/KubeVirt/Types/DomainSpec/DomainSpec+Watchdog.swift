extension DomainSpec {
    /// A watchdog: a guest that stops feeding it is dealt with.
    public struct Watchdog: Sendable, Hashable, Codable {
        /// diag288 watchdog device (specific to s390x architecture).
        public var diag288: Diag288Watchdog?
        /// Intel's 6300ESB, on PCI.
        public var i6300esb: I6300ESBWatchdog?
        /// Name; also the device's alias, after `ua-`.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            diag288: Diag288Watchdog? = nil,
            i6300esb: I6300ESBWatchdog? = nil,
            name: String
        ) {
            self.diag288 = diag288
            self.i6300esb = i6300esb
            self.name = name
        }
    }
}
