extension DomainSpec {
    /// A device of the host that is passed through.
    public struct HostDevice: Sendable, Hashable, Codable {
        /// ClaimName references the name of an entry in the VMI's spec.resourceClaims[] array.
        ///
        /// The referenced entry may use either resourceClaimName or resourceClaimTemplateName.
        public var claimName: String?
        /// DeviceName is the name of the device provisioned by device-plugins.
        public var deviceName: String?
        /// Name in the machine.
        public var name: String
        /// RequestName specifies which request from the ResourceClaim/ResourceClaimTemplate spec.devices.requests array
        /// this claim request corresponds to.
        public var requestName: String?
        /// If specified, the virtual network interface address and its tag will be provided to the guest via config
        /// drive.
        public var tag: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String? = nil,
            deviceName: String? = nil,
            name: String,
            requestName: String? = nil,
            tag: String? = nil
        ) {
            self.claimName = claimName
            self.deviceName = deviceName
            self.name = name
            self.requestName = requestName
            self.tag = tag
        }
    }
}
