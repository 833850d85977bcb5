extension DomainSpec {
    /// SeaBIOS.
    public struct BIOS: Sendable, Hashable, Codable {
        /// Whether the firmware writes to the serial console.
        public var useSerial: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            useSerial: Bool? = nil
        ) {
            self.useSerial = useSerial
        }
    }
}
