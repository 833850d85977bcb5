extension DomainSpec {
    /// A logical unit.
    public struct LunTarget: Sendable, Hashable, Codable {
        /// Bus; `scsi` for what makes it worth while.
        public var bus: DiskBus?
        /// Whether the guest can only read; false by default.
        public var readonly: Bool?
        /// Whether persistent reservations are passed on.
        public var reservation: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            readonly: Bool? = nil,
            reservation: Bool? = nil
        ) {
            self.bus = bus
            self.readonly = readonly
            self.reservation = reservation
        }
    }
}
