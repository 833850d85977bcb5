extension DomainSpec {
    /// A network interface, by the name of its network.
    public struct Interface: Sendable, Hashable, Codable {
        /// Number by which the guest names the interface, whatever its PCI address.
        public var acpiIndex: Int?
        /// A binding plugin; clusters only.
        public var binding: PluginBinding?
        /// Place among the devices to boot from, from 1; unique in a machine.
        public var bootOrder: UInt32?
        /// A bridge to the pod's interface; clusters only.
        public var bridge: InterfaceBridge?
        /// What DHCP tells beyond addresses.
        public var dhcpOptions: DHCPOptions?
        /// Hardware address, such as `de:ad:00:00:be:af`; random by default.
        public var macAddress: String?
        /// DeprecatedMacvtap is an alias to the deprecated Macvtap interface, please refer to Kubevirt user guide for
        /// alternatives.
        ///
        /// Deprecated: Removed in v1.3.
        public var macvtap: DeprecatedInterfaceMacvtap?
        /// The guest is behind address translation: `10.0.2.2`, with its gateway at `10.0.2.1`.
        public var masquerade: InterfaceMasquerade?
        /// Device: `e1000`, `e1000e`, `igb`, `ne2k_pci`, `pcnet`, `rtl8139` or `virtio`, the default.
        public var model: String?
        /// Name of the network; also the device's alias, after `ua-`.
        public var name: String
        /// DeprecatedPasst is an alias to the deprecated Passt interface, please refer to Kubevirt user guide for
        /// alternatives.
        ///
        /// Deprecated: Removed in v1.3.
        public var passt: DeprecatedInterfacePasst?
        /// The passt program; clusters only.
        public var passtBinding: InterfacePasstBinding?
        /// Place on the guest's PCI bus, such as `0000:81:01.0`.
        public var pciAddress: String?
        /// List of port ranges to be forwarded to the virtual machine.
        ///
        /// Mutually exclusive with ports. Only supported on masquerade interfaces. This feature is in Alpha.
        public var portRanges: [PortRange]?
        /// Ports of the guest that may be reached from outside; all when unset.
        public var ports: [Port]?
        /// DeprecatedSlirp is an alias to the deprecated Slirp interface Deprecated: Removed in v1.3.
        public var slirp: DeprecatedInterfaceSlirp?
        /// A function of a host's network card; clusters only.
        public var sriov: InterfaceSRIOV?
        /// `up`, `down` (no link) or `absent` (to be removed).
        public var state: String?
        /// If specified, the virtual network interface address and its tag will be provided to the guest via config
        /// drive.
        public var tag: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            acpiIndex: Int? = nil,
            binding: PluginBinding? = nil,
            bootOrder: UInt32? = nil,
            bridge: InterfaceBridge? = nil,
            dhcpOptions: DHCPOptions? = nil,
            macAddress: String? = nil,
            macvtap: DeprecatedInterfaceMacvtap? = nil,
            masquerade: InterfaceMasquerade? = nil,
            model: String? = nil,
            name: String,
            passt: DeprecatedInterfacePasst? = nil,
            passtBinding: InterfacePasstBinding? = nil,
            pciAddress: String? = nil,
            portRanges: [PortRange]? = nil,
            ports: [Port]? = nil,
            slirp: DeprecatedInterfaceSlirp? = nil,
            sriov: InterfaceSRIOV? = nil,
            state: String? = nil,
            tag: String? = nil
        ) {
            self.acpiIndex = acpiIndex
            self.binding = binding
            self.bootOrder = bootOrder
            self.bridge = bridge
            self.dhcpOptions = dhcpOptions
            self.macAddress = macAddress
            self.macvtap = macvtap
            self.masquerade = masquerade
            self.model = model
            self.name = name
            self.passt = passt
            self.passtBinding = passtBinding
            self.pciAddress = pciAddress
            self.portRanges = portRanges
            self.ports = ports
            self.slirp = slirp
            self.sriov = sriov
            self.state = state
            self.tag = tag
        }
    }
}
