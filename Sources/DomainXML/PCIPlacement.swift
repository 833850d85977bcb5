import KubeVirt

/// Where PCI devices sit: behind root ports as libvirt places them, or on the root complex itself.
///
/// KubeVirt's annotation for it spares a small guest the ports, which its kernel would probe one by one.
package enum PCIPlacement {
    /// KubeVirt's annotation; `"true"` puts every device on the root complex.
    package static let annotation = "kubevirt.io/placePCIDevicesOnRootComplex"

    /// Kinds of devices in the order in which they get their slots.
    private static let order = ["interface", "hostdev", "controller", "disk", "input", "watchdog", "rng", "memballoon"]

    static func isWanted(_ metadata: ObjectMeta, _ architecture: Architecture) -> Bool {
        metadata.annotations?[annotation] == "true" && architecture != .s390x
    }

    /// The devices with an address each on the root complex, but for those that have one; nil when there are too many.
    static func onRootComplex(_ devices: [Element]) -> [Element]? {
        var devices = devices
        var slots = Slots()
        for kind in order {
            for index in devices.indices where devices[index].name == kind && isOnPCI(devices[index]) {
                guard let slot = slots.next() else { return nil }
                devices[index].children.append(DomainConverter.pciAddress(slot: slot))
            }
        }
        return devices
    }

    /// Slots of the root complex that are free: the first two are the host bridge's and the display's, and two are
    /// kept for the chipset's sound and disks.
    private struct Slots {
        private var last = 1

        mutating func next() -> Int? {
            last += 1
            if last == 0x1b || last == 0x1f { last += 1 }
            return last < 0x20 ? last : nil
        }
    }

    /// Whether a device is on PCI and has no place there yet.
    static func isOnPCI(_ device: Element) -> Bool {
        if let address = device.children.first(where: { $0.name == "address" }) {
            return (address["type"] ?? "pci") == "pci" && (address["domain"] ?? "").isEmpty
        }
        switch device.name {
        case "hostdev": return device["type"] == "pci"
        case "controller": return !["pci-root", "pcie-root", "pcie-expander-bus"].contains(device["model"])
        case "disk": return device.children.first { $0.name == "target" }?["bus"] == "virtio"
        case "input": return device["bus"] == "virtio"
        default: return true
        }
    }
}

extension DomainConverter {
    /// The devices in their places.
    func placed(_ devices: [Element]) throws(ConversionError) -> [Element] {
        if isMalta { return try placedOnMalta(devices) }
        guard PCIPlacement.isWanted(machine.metadata, architecture) else { return devices }
        guard let placed = PCIPlacement.onRootComplex(devices) else {
            let cause = StatusCause(
                field: "metadata.annotations",
                message:
                    "there are more devices than the root complex has places; leave out \(PCIPlacement.annotation)",
                reason: .fieldValueInvalid)
            throw ConversionError(causes: [cause])
        }
        return placed
    }

    /// The address that the VMI gives.
    func pciAddress(_ text: String, at field: String) throws(ConversionError) -> Element {
        guard let address = Self.pciAddress(text) else {
            throw refusal(field, "‘\(text)’ is no place on PCI; write one such as 0000:81:01.0")
        }
        return address
    }

    static func pciAddress(_ text: String) -> Element? {
        guard let address = PCIAddress(text) else { return nil }
        return Element(
            "address",
            [
                "type": "pci", "domain": "0x" + address.domain, "bus": "0x" + address.bus,
                "slot": "0x" + address.slot, "function": "0x" + address.function,
            ])
    }

    /// A shared slot has further functions, which its first one has to say.
    static func pciAddress(
        bus: String = "0x00", slot: Int, function: Int = 0, isShared: Bool = false
    ) -> Element {
        let slot = (slot < 16 ? "0x0" : "0x") + String(slot, radix: 16)
        return Element(
            "address",
            [
                "type": "pci", "domain": "0x0000", "bus": bus, "slot": slot, "function": "0x\(function)",
                "multifunction": isShared ? "on" : nil,
            ])
    }
}
