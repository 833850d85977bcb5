package import KubeVirt

/// Where PCI devices sit: behind root ports as libvirt places them, or on the root complex itself.
///
/// KubeVirt's annotation for it spares a small guest the ports, which its kernel would probe one by one.
package struct PCIPlacement: Sendable, Hashable {
    /// KubeVirt's annotation; `"true"` puts every device on the root complex.
    package static let annotation = "kubevirt.io/placePCIDevicesOnRootComplex"

    /// The devices that take a slot, with the slot they have on the root complex.
    enum Device: Int {
        case video = 1
        case virtioSerial = 2
        case rng = 3
        case balloon = 4
    }

    let onRootComplex: Bool

    package init(_ metadata: ObjectMeta) {
        onRootComplex = metadata.annotations?[Self.annotation] == "true"
    }

    func address(of device: Device) -> [Element] {
        guard onRootComplex else { return [] }
        let slot = "0x0" + String(device.rawValue, radix: 16)
        return [
            Element("address", ["type": "pci", "domain": "0x0000", "bus": "0x00", "slot": slot, "function": "0x0"])
        ]
    }
}
