extension VirtualMachineInstanceSpec {
    /// A device of a resource claim.
    public struct ClaimRequest: Sendable, Hashable, Codable {
        /// ClaimName references the name of an entry in the VMI's spec.resourceClaims[] array.
        ///
        /// The referenced entry may use either resourceClaimName or resourceClaimTemplateName.
        public var claimName: String?
        /// RequestName specifies which request from the ResourceClaim/ResourceClaimTemplate spec.devices.requests array
        /// this claim request corresponds to.
        public var requestName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String? = nil,
            requestName: String? = nil
        ) {
            self.claimName = claimName
            self.requestName = requestName
        }
    }
}
