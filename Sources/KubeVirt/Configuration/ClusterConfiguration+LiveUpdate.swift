extension ClusterConfiguration {
    /// How much may be plugged into running machines (`liveUpdateConfiguration`).
    public struct LiveUpdate: Sendable, Hashable {
        /// The most sockets that processors may be plugged into; by the ratio when unset.
        public var maxCPUSockets: UInt32?
        /// The most memory that a guest may grow to; by the ratio when unset.
        public var maxGuest: Quantity?
        /// How many times as much as at first.
        public var maxHotplugRatio: UInt32

        /// These bounds.
        public init(maxCPUSockets: UInt32? = nil, maxGuest: Quantity? = nil, maxHotplugRatio: UInt32 = 4) {
            self.maxCPUSockets = maxCPUSockets
            self.maxGuest = maxGuest
            self.maxHotplugRatio = maxHotplugRatio
        }
    }
}
