package import KubeVirt

/// Where PCI devices sit: behind root ports as libvirt places them, or on the root complex itself.
///
/// KubeVirt's annotation for it spares a small guest the ports, which its kernel would probe one by one.
package struct PCIPlacement: Sendable, Hashable {
    /// KubeVirt's annotation; `"true"` puts every device on the root complex.
    package static let annotation = "kubevirt.io/placePCIDevicesOnRootComplex"

    /// The devices that may be in any machine, with the slot they have on the root complex.
    enum Device: Int, CaseIterable {
        case video = 1
        case virtioSerial = 2
        case rng = 3
        case balloon = 4
    }

    /// Slots from here on belong to the chipset.
    private static let end = 0x1d

    let onRootComplex: Bool
    /// Slots of further devices, by alias.
    private var slots: [String: Int] = [:]

    package init(_ metadata: ObjectMeta) {
        onRootComplex = metadata.annotations?[Self.annotation] == "true"
    }

    /// Gives slots to devices in this order; those beyond the last slot are placed by libvirt.
    mutating func place(_ aliases: [String]) {
        for alias in aliases where slots[alias] == nil {
            let slot = Device.allCases.count + 1 + slots.count
            if slot < Self.end { slots[alias] = slot }
        }
    }

    func address(of device: Device) -> [Element] {
        onRootComplex ? [address(slot: device.rawValue)] : []
    }

    func address(of alias: String) -> [Element] {
        guard onRootComplex, let slot = slots[alias] else { return [] }
        return [address(slot: slot)]
    }

    /// The address that the VMI gives; nil when it gives none.
    func address(_ text: String?) -> [Element]? {
        guard let text, let address = PCIAddress(text) else { return nil }
        return [
            Element(
                "address",
                [
                    "type": "pci", "domain": "0x" + address.domain, "bus": "0x" + address.bus,
                    "slot": "0x" + address.slot, "function": "0x" + address.function,
                ])
        ]
    }

    private func address(slot: Int) -> Element {
        let slot = (slot < 16 ? "0x0" : "0x") + String(slot, radix: 16)
        return Element(
            "address", ["type": "pci", "domain": "0x0000", "bus": "0x00", "slot": slot, "function": "0x0"])
    }
}
