extension DomainSpec {
    /// A CD-ROM drive.
    public struct CDRomTarget: Sendable, Hashable, Codable {
        /// Bus; `sata` by default on amd64.
        public var bus: DiskBus?
        /// Whether the guest can only read; true by default.
        public var readonly: Bool?
        /// Whether the tray is open; `closed` by default.
        public var tray: TrayState?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            readonly: Bool? = nil,
            tray: TrayState? = nil
        ) {
            self.bus = bus
            self.readonly = readonly
            self.tray = tray
        }
    }
}
