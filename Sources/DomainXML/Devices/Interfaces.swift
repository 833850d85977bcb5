import KubeVirt

extension DomainConverter {
    /// Interfaces that are libvirt's own. Functions of network cards are host devices, and what a binding plugin connects
    /// is the plugin's matter unless it does so by a tap.
    func interfaces() throws(ConversionError) -> [Element] {
        var elements: [Element] = []
        for (index, interface) in (spec.devices.interfaces ?? []).enumerated() where interface.state != "absent" {
            let field = "interfaces[\(index)]"
            guard machine.spec.networks?.contains(where: { $0.name == interface.name }) ?? false else {
                throw refusal(field + ".name", "there is no network ‘\(interface.name)’; add one")
            }
            let attachment = attachment(interface)
            guard interface.binding == nil || attachment == .tap, interface.sriov == nil else { continue }
            if attachment == .privateNetwork, machine.privateInterface == nil { continue }
            if attachment == .userNetwork, !networks.contains(where: { $0.interface == interface.name }) { continue }
            elements.append(try element(interface, attachment, at: field))
        }
        return elements
    }

    /// On a single host a bridge is the host's own, unless it is one to a private network.
    private func attachment(_ interface: DomainSpec.Interface) -> HostFacts.Attachment? {
        if host.single != nil, machine.spec.isPrivateNetwork(interface.name) { return .privateNetwork }
        if interface.bridge != nil, let bridge = host.single?.bridge { return .bridge(bridge) }
        return host.attachment(of: interface.name)
    }

    private func element(
        _ interface: DomainSpec.Interface, _ attachment: HostFacts.Attachment?, at field: String
    ) throws(ConversionError) -> Element {
        var children: [Element] = []
        if interface.macAddress?.nonEmpty == nil, attachment == .userNetwork, let seed = annotations.fixedSeed {
            let place = spec.devices.interfaces?.firstIndex { $0.name == interface.name } ?? 0
            children.append(
                Element("mac", ["address": FixedIdentity(seed: seed).macAddress(ofInterface: place)]))
        }
        if let text = interface.macAddress?.nonEmpty {
            // libvirt reads one spelling; a cluster's launcher sees to that when it has found the tap.
            let address = host.single == nil ? nil : MACAddress(text)?.description
            children.append(Element("mac", ["address": address ?? text]))
        }
        let model = interface.model?.nonEmpty ?? "virtio"
        children.append(Element("model", ["type": model == "virtio" ? virtio : model]))
        if model == "virtio" { children += networkDriver() }
        if let index = interface.acpiIndex, index > 0 { children.append(Element("acpi", ["index": "\(index)"])) }
        children.append(Self.named(interface.name))
        if let text = interface.pciAddress?.nonEmpty {
            children.append(try pciAddress(text, at: field + ".pciAddress"))
        }
        switch attachment {
        case .tap?:
            return Element("interface", ["type": "ethernet"], children + linkAndBoot(interface))
        case .userNetwork?:
            return Element("interface", ["type": "user"], children + linkAndBoot(interface))
        case .privateNetwork?:
            // The guest shall not wait at its boot for an address that nobody gives.
            let cable = Element("link", ["state": "down"])
            return Element("interface", ["type": "user"], children + linkAndBoot(interface) + [cable])
        case .bridge(let bridge)?:
            children.append(Element("source", ["bridge": bridge]))
            return Element("interface", ["type": "bridge"], children + linkAndBoot(interface))
        case nil, .other?:
            guard interface.passtBinding != nil else { return Element("interface", ["type": ""], children) }
            return Element("interface", ["type": "vhostuser"], children + (try passt(interface, at: field)))
        }
    }

    private func networkDriver() -> [Element] {
        let queues = spec.devices.networkInterfaceMultiqueue == true ? min(256, processors) : 0
        guard queues > 0 || isMemoryEncrypted else { return [] }
        return [
            Element(
                "driver",
                [
                    "name": "vhost", "queues": queues > 0 ? "\(queues)" : nil, "iommu": isMemoryEncrypted ? "on" : nil,
                ])
        ]
    }

    /// An interface that is not booted from needs no program for it.
    private func linkAndBoot(_ interface: DomainSpec.Interface) -> [Element] {
        var children: [Element] = []
        if let order = interface.bootOrder { children.append(Element("boot", ["order": "\(order)"])) }
        if architecture != .s390x, interface.bootOrder == nil || isMemoryEncrypted {
            children.append(Element("rom", ["enabled": "no"]))
        }
        if interface.state == "down" { children.append(Element("link", ["state": "down"])) }
        return children
    }
}
