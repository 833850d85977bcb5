import KubeVirt

/// libvirt knows an interface of user networking as its own (address, model, place in the boot order), but cannot tell
/// QEMU the guest's addresses, nor of a switch behind a socket: so each is connected to a network that we define. What
/// libvirt defined for it has nobody on it. (A type of interface without a network would be right: `null` is in libvirt's
/// documents, and ended the daemon of libvirt 9.0.)
extension DomainConverter {
    func networkArguments() -> Element? {
        let arguments = ends.flatMap { ["-netdev", $0.option] }
        if arguments.isEmpty { return nil }
        return Element("qemu:commandline", arguments.map { Element("qemu:arg", ["value": $0]) })
    }

    func networkOverrides() -> Element? {
        if ends.isEmpty { return nil }
        return Element(
            "qemu:override",
            ends.map { end in
                Element(
                    "qemu:device", ["alias": Self.alias(end.interface.name)],
                    [Element("qemu:frontend", properties(of: end.interface))])
            })
    }

    private func properties(of interface: DomainSpec.Interface) -> [Element] {
        var properties = [("netdev", "string", Self.netdev(of: interface.name))]
        // Nobody else is in this network, or has its cable in yet: a card that was loaded need not tell its guest to tell
        // others that it has moved, which the guest's services would look into. (No announcement at all, by the monitor's
        // `announce-rounds`, ends QEMU 7.2 at the next reset.)
        if (interface.model?.nonEmpty ?? "virtio") == "virtio" {
            properties.append(("guest_announce", "bool", "false"))
        }
        return properties.map { name, type, value in
            Element("qemu:property", ["name": name, "type": type, "value": value])
        }
    }

    /// What interfaces are connected to that libvirt cannot say.
    private var ends: [(interface: DomainSpec.Interface, option: String)] {
        let users = networks.compactMap { network in
            (spec.devices.interfaces ?? []).first { $0.name == network.interface }.map { interface in
                (interface: interface, option: option(of: interface, network))
            }
        }
        guard host.single != nil, let interface = machine.privateInterface else { return users }
        return users + [(interface: interface, option: privateOption(of: interface))]
    }

    /// QEMU listens: so a machine can be there before its network is, and lose and find it. Nobody but this user can enter
    /// the socket's directory.
    private func privateOption(of interface: DomainSpec.Interface) -> String {
        Self.option(
            "stream",
            [
                ("id", Self.netdev(of: interface.name)), ("server", "on"), ("addr.type", "unix"),
                ("addr.path", files.networkSocket),
            ])
    }

    private func option(of interface: DomainSpec.Interface, _ network: UserNetwork) -> String {
        let addresses = network.addresses
        var parts: [(String, String)] = [
            ("id", network.netdev), ("ipv6", "off"), ("net", "\(addresses.network)"), ("host", "\(addresses.gateway)"),
            ("dhcpstart", "\(addresses.guest)"), ("dns", "\(addresses.nameServer)"),
        ]
        if let hostname { parts.append(("hostname", hostname)) }
        if let file = interface.dhcpOptions?.bootFileName?.nonEmpty { parts.append(("bootfile", file)) }
        if let server = interface.dhcpOptions?.tftpServerName?.nonEmpty { parts.append(("tftp-server-name", server)) }
        if network.policy == .isolated { parts.append(("restrict", "on")) }
        return Self.option("user", parts)
    }

    /// QEMU takes two commas for one that is meant.
    private static func option(_ kind: String, _ parts: [(String, String)]) -> String {
        kind + "," + parts.map { "\($0)=\($1.replacing(",", with: ",,"))" }.joined(separator: ",")
    }
}
