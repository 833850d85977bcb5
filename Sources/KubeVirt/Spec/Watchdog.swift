extension DomainSpec {
    /// A watchdog: a guest that stops feeding it is dealt with.
    public struct Watchdog: Sendable, Hashable, Codable {
        /// Intel's 6300ESB, on PCI.
        public var i6300esb: I6300ESBWatchdog?
        /// Name; also the device's alias, after `ua-`.
        public var name: String

        /// A value with these fields; what is not given stays unset.
        public init(
            i6300esb: I6300ESBWatchdog? = nil,
            name: String
        ) {
            self.i6300esb = i6300esb
            self.name = name
        }
    }
}

extension DomainSpec.Watchdog: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["diag288"]
    }
}

extension DomainSpec {
    /// Intel's 6300ESB.
    public struct I6300ESBWatchdog: Sendable, Hashable, Codable {
        /// `reset`, the default, `poweroff` or `shutdown`.
        public var action: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            action: String? = nil
        ) {
            self.action = action
        }
    }
}
