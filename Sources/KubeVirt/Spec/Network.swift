extension VirtualMachineInstanceSpec {
    /// A network that an interface of the same name is connected to.
    public struct Network: Sendable, Hashable, Codable {
        /// A network of the cluster; clusters only.
        public var multus: MultusNetwork?
        /// Name, a DNS label unique in the machine.
        public var name: String
        /// The pod's own network; on a single host, the host's.
        public var pod: PodNetwork?

        /// A value with these fields; what is not given stays unset.
        public init(
            multus: MultusNetwork? = nil,
            name: String,
            pod: PodNetwork? = nil
        ) {
            self.multus = multus
            self.name = name
            self.pod = pod
        }
    }
}

extension VirtualMachineInstanceSpec.Network: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["resourceClaim"]
    }
}

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

extension VirtualMachineInstanceSpec {
    /// A network that the cluster defines.
    public struct MultusNetwork: Sendable, Hashable, Codable {
        /// Whether it takes the place of the pod's network.
        public var `default`: Bool?
        /// Name of its definition, `[namespace/]name`.
        public var networkName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            `default`: Bool? = nil,
            networkName: String
        ) {
            self.`default` = `default`
            self.networkName = networkName
        }
    }
}
