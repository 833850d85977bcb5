extension DomainSpec {
    /// Vendor that the hypervisor calls itself.
    public struct FeatureVendorID: Sendable, Hashable, Codable {
        /// Enabled determines if the feature should be enabled or disabled on the guest.
        ///
        /// Defaults to true.
        public var enabled: Bool?
        /// VendorID sets the hypervisor vendor id, visible to the vmi.
        ///
        /// String up to twelve characters.
        public var vendorid: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool? = nil,
            vendorid: String? = nil
        ) {
            self.enabled = enabled
            self.vendorid = vendorid
        }
    }
}
