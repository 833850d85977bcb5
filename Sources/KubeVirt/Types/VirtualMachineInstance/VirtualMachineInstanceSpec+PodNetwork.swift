extension VirtualMachineInstanceSpec {
    /// The pod's own network.
    public struct PodNetwork: Sendable, Hashable, Codable {
        /// IPv6 addresses of a masqueraded guest; `fd10:0:2::/120` by default.
        public var vmIPv6NetworkCIDR: String?
        /// IPv4 addresses of a masqueraded guest; `10.0.2.0/24` by default.
        public var vmNetworkCIDR: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            vmIPv6NetworkCIDR: String? = nil,
            vmNetworkCIDR: String? = nil
        ) {
            self.vmIPv6NetworkCIDR = vmIPv6NetworkCIDR
            self.vmNetworkCIDR = vmNetworkCIDR
        }
    }
}
