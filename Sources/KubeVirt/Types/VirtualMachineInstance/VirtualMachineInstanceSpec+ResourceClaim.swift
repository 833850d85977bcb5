extension VirtualMachineInstanceSpec {
    /// A claim on devices that the machine may use.
    public struct ResourceClaim: Sendable, Hashable, Codable {
        /// Name uniquely identifies this resource claim inside the VMI.
        ///
        /// This field is required and must be a DNS_LABEL.
        public var name: String
        /// ResourceClaimName is the name of a ResourceClaim object in the same namespace as this VMI.
        ///
        /// Exactly one of ResourceClaimName and ResourceClaimTemplateName must be set.
        public var resourceClaimName: String?
        /// ResourceClaimTemplateName is the name of a ResourceClaimTemplate object in the same namespace as this VMI.
        ///
        /// The template name is passed through to the generated virt-launcher Pod spec. From the Pod spec, the template
        /// is used to create a new ResourceClaim, which is bound to the virt-launcher Pod. When the virt-launcher Pod
        /// is deleted, the ResourceClaim is also deleted. The generated ResourceClaim name is unique and is recorded in
        /// pod.status.resourceClaimStatuses.
        ///
        /// Exactly one of ResourceClaimName and ResourceClaimTemplateName must be set.
        public var resourceClaimTemplateName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String,
            resourceClaimName: String? = nil,
            resourceClaimTemplateName: String? = nil
        ) {
            self.name = name
            self.resourceClaimName = resourceClaimName
            self.resourceClaimTemplateName = resourceClaimTemplateName
        }
    }
}
