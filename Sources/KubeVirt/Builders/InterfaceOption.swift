/// What a network interface is beyond how it is bound: `.ports(80, 443)`, `.mac("de:ad:00:00:be:af")`.
public struct InterfaceOption: Sendable {
    let change: @Sendable (inout DomainSpec.Interface) -> Void

    /// Any change of the interface at all; for fields that have no option of their own.
    public static func with(_ change: @escaping @Sendable (inout DomainSpec.Interface) -> Void) -> InterfaceOption {
        InterfaceOption(change: change)
    }

    /// The name of interface and network, in place of one that is made up.
    public static func named(_ name: String) -> InterfaceOption { .with { $0.name = name } }

    /// The device that the guest sees; virtio's unless said.
    public static func model(_ model: DomainSpec.InterfaceModel) -> InterfaceOption {
        .with { $0.model = model.rawValue }
    }

    /// The hardware address, six pairs of hexadecimal digits with colons between.
    public static func mac(_ address: String) -> InterfaceOption { .with { $0.macAddress = address } }

    /// The ports of the guest that may be reached from outside; all unless said.
    public static func ports(_ ports: DomainSpec.Port...) -> InterfaceOption { .with { $0.ports = ports } }

    /// Its place among the devices to boot from, from 1.
    public static func bootOrder(_ order: UInt32) -> InterfaceOption { .with { $0.bootOrder = order } }

    /// Its place on the guest's PCI bus, such as `0000:81:01.0`.
    public static func pciAddress(_ address: String) -> InterfaceOption { .with { $0.pciAddress = address } }

    /// The guest sees a cable that is not plugged in.
    public static let linkDown = InterfaceOption.with { $0.state = "down" }
}

extension DomainSpec.Port: ExpressibleByIntegerLiteral {
    /// A port by its number alone.
    public init(integerLiteral number: Int32) {
        self.init(port: number)
    }

    /// A TCP port.
    public static func tcp(_ number: Int32, named name: String? = nil) -> DomainSpec.Port {
        DomainSpec.Port(name: name, port: number, protocol: "TCP")
    }

    /// A UDP port.
    public static func udp(_ number: Int32, named name: String? = nil) -> DomainSpec.Port {
        DomainSpec.Port(name: name, port: number, protocol: "UDP")
    }
}
