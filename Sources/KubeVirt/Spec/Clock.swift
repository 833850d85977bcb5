extension DomainSpec {
    /// What the guest's clock shows at start; `utc` or `timezone`, not both.
    public struct Clock: Sendable, Hashable, Codable {
        /// Local time of this zone, such as `Europe/Berlin`.
        public var timezone: String?
        /// UTC, with an offset if one is given.
        public var utc: ClockOffsetUTC?

        /// A value with these fields; what is not given stays unset.
        public init(timezone: String? = nil, utc: ClockOffsetUTC? = nil) {
            self.timezone = timezone
            self.utc = utc
        }
    }
}

extension DomainSpec.Clock: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["timer"]
    }
}

extension DomainSpec {
    /// UTC, or a fixed number of seconds away from it.
    public struct ClockOffsetUTC: Sendable, Hashable, Codable {
        /// Seconds to add to UTC; changes made by the guest are then kept over a reboot.
        public var offsetSeconds: Int?

        /// A value with these fields; what is not given stays unset.
        public init(offsetSeconds: Int? = nil) {
            self.offsetSeconds = offsetSeconds
        }
    }
}
