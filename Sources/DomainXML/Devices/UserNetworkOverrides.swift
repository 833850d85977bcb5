import KubeVirt

/// libvirt knows an interface of user networking as its own (address, model, place in the boot order), but cannot tell
/// QEMU the guest's addresses: so each is connected to a network that we define. What libvirt defined for it has nobody
/// on it. (A type of interface without a network would be right: `null` is in libvirt's documents, and ended the daemon
/// of libvirt 9.0.)
extension DomainConverter {
    func networkArguments() -> Element? {
        guard !connected.isEmpty else { return nil }
        let arguments = connected.flatMap { ["-netdev", option(of: $0, $1)] }
        return Element("qemu:commandline", arguments.map { Element("qemu:arg", ["value": $0]) })
    }

    func networkOverrides() -> Element? {
        guard !connected.isEmpty else { return nil }
        return Element(
            "qemu:override",
            connected.map { interface, network in
                Element(
                    "qemu:device", ["alias": Self.alias(interface.name)],
                    [Element("qemu:frontend", properties(of: interface, network))])
            })
    }

    private func properties(of interface: DomainSpec.Interface, _ network: UserNetwork) -> [Element] {
        var properties = [("netdev", "string", network.netdev)]
        // Nobody else is in this network: a card that was loaded need not tell its guest to tell others that it has
        // moved, which the guest's services would look into. (No announcement at all, by the monitor's
        // `announce-rounds`, ends QEMU 7.2 at the next reset.)
        if (interface.model?.nonEmpty ?? "virtio") == "virtio" { properties.append(("guest_announce", "bool", "false")) }
        return properties.map { name, type, value in
            Element("qemu:property", ["name": name, "type": type, "value": value])
        }
    }

    private var connected: [(DomainSpec.Interface, UserNetwork)] {
        networks.compactMap { network in
            (spec.devices.interfaces ?? []).first { $0.name == network.interface }.map { ($0, network) }
        }
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
        // QEMU takes two commas for one that is meant.
        return "user," + parts.map { "\($0)=\($1.replacing(",", with: ",,"))" }.joined(separator: ",")
    }
}
