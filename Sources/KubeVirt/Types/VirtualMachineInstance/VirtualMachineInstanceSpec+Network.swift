extension VirtualMachineInstanceSpec {
    /// A network that an interface of the same name is connected to.
    public struct Network: Sendable, Hashable, Codable {
        /// A network of the cluster; clusters only.
        public var multus: MultusNetwork?
        /// Name, a DNS label unique in the machine.
        public var name: String
        /// The pod's own network; on a single host, the host's.
        public var pod: PodNetwork?
        /// ResourceClaim represents a network resource requested via a VMI spec.resourceClaims[] entry, backed by
        /// either a Kubernetes ResourceClaim or ResourceClaimTemplate.
        ///
        /// This field should only be configured if the NetworkDevicesWithDRA feature-gate is enabled. This feature is
        /// in alpha.
        public var resourceClaim: ClaimRequest?

        /// A value with these fields; what is not given stays unset.
        public init(
            multus: MultusNetwork? = nil,
            name: String,
            pod: PodNetwork? = nil,
            resourceClaim: ClaimRequest? = nil
        ) {
            self.multus = multus
            self.name = name
            self.pod = pod
            self.resourceClaim = resourceClaim
        }
    }
}
