package import KubeVirt

extension HostDevices {
    /// Devices for a machine out of those that device plugins reserved for its pod, which they tell it by variables:
    /// `PCI_RESOURCE_EXAMPLE_COM_GPU=0000:81:01.0,0000:81:02.0`, and likewise for mediated devices and USB.
    ///
    /// Each device is given out once, in the order in which the VMI asks for it. What was not reserved is missing here,
    /// and refused by the conversion.
    package init(_ machine: VirtualMachineInstance, environment: [String: String]) {
        self.init()
        let devices = machine.spec.domain.devices
        let asked = (devices.hostDevices ?? []).filter { $0.claimName == nil }.map { ($0.name, $0.deviceName ?? "") }
        generic = Self.taken(asked, "PCI_RESOURCE", environment) { .pci($1, alias: "hostdevice-" + $0) }
        generic += Self.taken(asked, "MDEV_PCI_RESOURCE", environment) {
            .mediated($1, alias: "hostdevice-" + $0, display: false, ramFramebuffer: false)
        }
        generic += Self.taken(asked, "USB_RESOURCE", environment) { name, address in
            let parts = address.split(separator: ":").map { Int($0) }
            guard parts.count == 2, let bus = parts[0], let device = parts[1] else { return nil }
            return .usb(bus: bus, device: device, alias: "usb-host-" + name)
        }
        let cards = (devices.gpus ?? []).filter { $0.claimName == nil }
        let names = cards.map { ($0.name, $0.deviceName ?? "") }
        gpus = Self.taken(names, "PCI_RESOURCE", environment) { .pci($1, alias: "gpu-" + $0) }
        // The first part of a card is the display when the VMI says nothing of displays.
        var isFirst = !cards.contains { $0.virtualGPUOptions?.display != nil }
        gpus += Self.taken(names, "MDEV_PCI_RESOURCE", environment) { name, identifier in
            let display = cards.first { $0.name == name }?.virtualGPUOptions?.display
            let isOn = display.map { $0.enabled ?? true } ?? isFirst
            isFirst = false
            return .mediated(
                identifier, alias: "gpu-" + name, display: isOn, ramFramebuffer: isOn && display?.ramFB?.enabled ?? true
            )
        }
    }

    private static func taken(
        _ asked: [(name: String, resource: String)], _ prefix: String, _ environment: [String: String],
        _ device: (String, String) -> Device?
    ) -> [Device] {
        var pools: [String: [Substring]] = [:]
        for resource in Set(asked.map(\.resource)) {
            let name = String(resource.uppercased().map { $0 == "/" || $0 == "." ? "_" : $0 })
            pools[resource] = environment[prefix + "_" + name]?.split(separator: ",")
        }
        return asked.compactMap { name, resource in
            guard let address = pools[resource]?.first else { return nil }
            // A device may be of several resources.
            for key in pools.keys { pools[key]?.removeAll { $0 == address } }
            return device(name, String(address))
        }
    }
}
