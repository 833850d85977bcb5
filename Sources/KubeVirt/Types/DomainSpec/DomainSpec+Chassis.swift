extension DomainSpec {
    /// Chassis specifies the chassis info passed to the domain.
    public struct Chassis: Sendable, Hashable, Codable {
        /// Asset tag that SMBIOS tells.
        public var asset: String?
        /// Manufacturer that SMBIOS tells.
        public var manufacturer: String?
        /// Serial number that SMBIOS tells.
        public var serial: String?
        /// Stock-keeping unit that SMBIOS tells.
        public var sku: String?
        /// Version that SMBIOS tells.
        public var version: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            asset: String? = nil,
            manufacturer: String? = nil,
            serial: String? = nil,
            sku: String? = nil,
            version: String? = nil
        ) {
            self.asset = asset
            self.manufacturer = manufacturer
            self.serial = serial
            self.sku = sku
            self.version = version
        }
    }
}
