extension DomainSpec {
    /// An input device.
    public struct Input: Sendable, Hashable, Codable {
        /// `usb`, the default, or `virtio`.
        public var bus: String?
        /// Name; also the device's alias, after `ua-`.
        public var name: String
        /// `tablet`, the only one.
        public var type: String

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: String? = nil,
            name: String,
            type: String
        ) {
            self.bus = bus
            self.name = name
            self.type = type
        }
    }
}
