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
        /// The guest is behind address translation: `10.0.2.2`, with its gateway at `10.0.2.1`.
        public var masquerade: InterfaceMasquerade?
        /// Device: `e1000`, `e1000e`, `igb`, `ne2k_pci`, `pcnet`, `rtl8139` or `virtio`, the default.
        public var model: String?
        /// Name of the network; also the device's alias, after `ua-`.
        public var name: String
        /// The passt program; clusters only.
        public var passtBinding: InterfacePasstBinding?
        /// Place on the guest's PCI bus, such as `0000:81:01.0`.
        public var pciAddress: String?
        /// Ports of the guest that may be reached from outside; all when unset.
        public var ports: [Port]?
        /// A function of a host's network card; clusters only.
        public var sriov: InterfaceSRIOV?
        /// `up`, `down` (no link) or `absent` (to be removed).
        public var state: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            acpiIndex: Int? = nil,
            binding: PluginBinding? = nil,
            bootOrder: UInt32? = nil,
            bridge: InterfaceBridge? = nil,
            dhcpOptions: DHCPOptions? = nil,
            macAddress: String? = nil,
            masquerade: InterfaceMasquerade? = nil,
            model: String? = nil,
            name: String,
            passtBinding: InterfacePasstBinding? = nil,
            pciAddress: String? = nil,
            ports: [Port]? = nil,
            sriov: InterfaceSRIOV? = nil,
            state: String? = nil
        ) {
            self.acpiIndex = acpiIndex
            self.binding = binding
            self.bootOrder = bootOrder
            self.bridge = bridge
            self.dhcpOptions = dhcpOptions
            self.macAddress = macAddress
            self.masquerade = masquerade
            self.model = model
            self.name = name
            self.passtBinding = passtBinding
            self.pciAddress = pciAddress
            self.ports = ports
            self.sriov = sriov
            self.state = state
        }
    }
}

extension DomainSpec.Interface: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["macvtap", "passt", "portRanges", "slirp", "tag"]
    }
}

extension DomainSpec {
    /// A port of the guest.
    public struct Port: Sendable, Hashable, Codable {
        /// Name, unique in the interface.
        public var name: String?
        /// Number, 1 to 65535.
        public var port: Int32
        /// `TCP`, the default, or `UDP`.
        public var `protocol`: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil,
            port: Int32,
            `protocol`: String? = nil
        ) {
            self.name = name
            self.port = port
            self.`protocol` = `protocol`
        }
    }
}
