extension DomainSpec {
    /// A hard disk.
    public struct DiskTarget: Sendable, Hashable, Codable {
        /// Bus; `sata` by default on amd64, `virtio` elsewhere.
        public var bus: DiskBus?
        /// Place on the guest's PCI bus, such as `0000:81:01.0`; bus virtio only.
        public var pciAddress: String?
        /// Whether the guest can only read; false by default.
        public var readonly: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            pciAddress: String? = nil,
            readonly: Bool? = nil
        ) {
            self.bus = bus
            self.pciAddress = pciAddress
            self.readonly = readonly
        }
    }
}
