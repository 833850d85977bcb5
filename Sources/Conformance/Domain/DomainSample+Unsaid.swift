import DomainXML
import KubeVirt

/// What a line does not say that KubeVirt's converter was told, as its answer shows it: which volumes were plugged in or
/// have their changes noted, what was found of the host's devices, and settings of the cluster. What the converter
/// makes of it is ours to get right.
extension DomainSample {
    func unsaid(_ domain: Element) -> (machine: VirtualMachineInstance, host: HostFacts) {
        var (machine, host) = (vmi, host)
        let devices = domain.child("devices")?.children ?? []
        let disks = devices.filter { $0.name == "disk" }
        for disk in disks { Self.tell(&host, of: disk) }
        hideDisks(&machine, seen: disks.compactMap(Self.name))
        host.hostDevices = Self.hostDevices(devices, machine)
        let controllers = devices.filter { $0.name == "controller" }
        host.placesDevicesByNode = controllers.contains { $0["model"] == "pcie-expander-bus" }
        host.hostDevices.nodes = Self.nodes(domain, devices)
        host.hasIOMMUDescriptor = domain.child("iommufd") != nil
        host.hasBochsDisplay = devices.contains { $0.name == "video" && $0.child("model")?["type"] == "bochs" }
        host.logsFirmware =
            domain.child("qemu:commandline")?.children.contains { $0["value"]?.hasPrefix("isa-debugcon") ?? false }
            ?? false
        if let emulator = devices.first(where: { $0.name == "emulator" })?.text {
            host.emulator = emulator
            host.architecture = machine.spec.architecture == .amd64 ? .arm64 : .amd64
        }
        return (machine, host)
    }

    private static func name(_ disk: Element) -> String? {
        disk.child("alias")?["name"].map { String($0.dropFirst("ua-".count)) }
    }

    private static func tell(_ host: inout HostFacts, of disk: Element) {
        guard let name = name(disk), let source = disk.child("source") else { return }
        let store = source.child("dataStore")
        if store != nil { host.changeTracking[name] = source["file"] }
        if disk["model"]?.hasSuffix("transitional") == true {
            host.transitionalDisks = disk["model"] == "virtio-transitional"
        }
        let data = store?.child("source") ?? source
        if (data["file"] ?? data["dev"] ?? "").contains("/hotplug-disks/") { host.pluggedVolumes.insert(name) }
        if disk["device"] != "cdrom", disk.child("driver")?["discard"] == nil { host.preallocatedVolumes.insert(name) }
    }

    /// A disk that is not there was plugged in, and not ready; then the others were known to be.
    private func hideDisks(_ machine: inout VirtualMachineInstance, seen: [String]) {
        let names = (machine.spec.domain.devices.disks ?? []).map(\.name)
        guard names.contains(where: { !seen.contains($0) }), machine.status?.volumeStatus?.isEmpty ?? true else {
            return
        }
        var status = machine.status ?? VirtualMachineInstanceStatus()
        status.volumeStatus = names.map { name in
            seen.contains(name)
                ? .init(name: name, target: "")
                : .init(hotplugVolume: .init(), name: name, phase: "Pending", target: "")
        }
        machine.status = status
    }

    private static func hostDevices(_ devices: [Element], _ machine: VirtualMachineInstance) -> HostDevices {
        var found = HostDevices()
        for device in devices where device.name == "hostdev" {
            let alias = name(device) ?? ""
            let address = device.child("source")?.child("address")
            let known: HostDevices.Device
            switch device["type"] {
            case "pci":
                guard let address, let text = pciAddress(address) else { continue }
                known = .pci(text, alias: alias)
            case "mdev":
                known = .mediated(
                    address?["uuid"] ?? "", alias: alias, display: device["display"] == "on",
                    ramFramebuffer: device["ramfb"] == "on")
            case "usb":
                known = .usb(
                    bus: Int(address?["bus"] ?? "") ?? 0, device: Int(address?["device"] ?? "") ?? 0, alias: alias)
            case let type: known = .other(type: type ?? "")
            }
            if alias.hasPrefix("gpu-")
                || machine.spec.domain.devices.gpus?.contains(where: { $0.name == alias }) == true
            {
                found.gpus.append(known)
            } else if alias.isEmpty || alias.hasPrefix("sriov-") {
                found.networkFunctions.append(known)
            } else {
                found.generic.append(known)
            }
        }
        return found
    }

    /// The host's node of each device, by the bus that it was put on, whose node of the guest has its memory on one of the
    /// host's.
    private static func nodes(_ domain: Element, _ devices: [Element]) -> [String: UInt32] {
        let controllers = devices.filter { $0.name == "controller" && $0["type"] == "pci" }
        func controller(_ index: String?) -> Element? { controllers.first { $0["index"] == index } }
        let memory = domain.child("numatune")?.children.filter { $0.name == "memnode" } ?? []
        var nodes: [String: UInt32] = [:]
        for device in devices where device.name == "hostdev" {
            let port = controller(device.child("address")?["bus"])
            guard let guest = controller(port?.child("address")?["bus"])?.child("target")?.child("node")?.text,
                let source = device.child("source")?.child("address"), let address = pciAddress(source)
            else { continue }
            nodes[address] = memory.first { $0["cellid"] == guest }?["nodeset"].flatMap { UInt32($0) }
        }
        return nodes
    }

    /// `0000:81:01.0`.
    private static func pciAddress(_ address: Element) -> String? {
        let parts = ["domain", "bus", "slot", "function"].compactMap { address[$0]?.dropFirst("0x".count) }
        return parts.count == 4 ? "\(parts[0]):\(parts[1]):\(parts[2]).\(parts[3])" : nil
    }
}
