import KubeVirt

extension DomainConverter {
    /// The host's own devices that were found for the machine: generic ones, graphics cards, then functions of network
    /// cards. Who finds none does not come here: a node does not start the machine, and this host refuses it.
    func hostDevices() -> [Element] {
        let devices = host.hostDevices
        return (devices.generic + devices.gpus + devices.networkFunctions).map(element)
    }

    private func element(_ device: HostDevices.Device) -> Element {
        switch device {
        case .pci(let address, let alias):
            let display = display(alias)
            return Element(
                "hostdev",
                ["type": "pci", "managed": "no", "display": display.isOn, "ramfb": display.hasRAM],
                [Element("source", Self.pciAddress(address).map { [$0] } ?? []), Self.named(alias)] + network(alias))
        case .mediated(let identifier, let alias, let display, let ramFramebuffer):
            return Element(
                "hostdev",
                [
                    "type": "mdev", "mode": "subsystem", "model": "vfio-pci", "display": display ? "on" : nil,
                    "ramfb": ramFramebuffer ? "on" : nil,
                ],
                [Element("source", [Element("address", ["uuid": identifier])]), Self.named(alias)])
        case .usb(let bus, let number, let alias):
            return Element(
                "hostdev", ["type": "usb", "mode": "subsystem"],
                [
                    Element("source", [Element("address", ["bus": "\(bus)", "device": "\(number)"])]),
                    Self.named(alias),
                ])
        case .other(let type): return Element("hostdev", ["type": type])
        }
    }

    /// A card as a whole is a display only where the VMI says so.
    private func display(_ alias: String) -> (isOn: String?, hasRAM: String?) {
        let gpu = spec.devices.gpus?.first { "gpu-" + $0.name == alias }
        guard let display = gpu?.virtualGPUOptions?.display, display.enabled == true else { return (nil, nil) }
        return ("on", display.ramFB?.enabled ?? true ? "on" : nil)
    }

    /// What the VMI says of the interface that a function of a network card is.
    private func network(_ alias: String) -> [Element] {
        guard let interface = spec.devices.interfaces?.first(where: { "sriov-" + $0.name == alias }) else { return [] }
        var children: [Element] = []
        if let order = interface.bootOrder { children.append(Element("boot", ["order": "\(order)"])) }
        return children + [interface.pciAddress.flatMap(Self.pciAddress)].compactMap(\.self)
    }
}
