import KubeVirt

/// Devices of the host on buses of the guest's NUMA node that they belong to: an expander bus for each node, and on it a
/// root port for each device.
struct NodePlacement {
    /// Buses are counted down from here, so that those of the chipset keep the low numbers.
    private static let lastBus = 255

    private var devices: [Element]
    private var index: Int
    private var added = 0

    /// The devices with their buses, for those at the positions that are given a node of the guest; nil when there are too
    /// many for the numbers that buses have.
    static func placed(_ devices: [Element], on nodes: [Int: Int]) -> [Element]? {
        let indices = devices.filter { $0.name == "controller" }.compactMap { $0["index"].flatMap { Int($0) } }
        var placement = NodePlacement(devices: devices, index: indices.max() ?? 0)
        var freeBus = lastBus
        for node in Set(nodes.values).sorted() {
            let members = nodes.keys.filter { nodes[$0] == node }.sorted {
                hostAddress(devices[$0]) ?? "" < hostAddress(devices[$1]) ?? ""
            }
            guard let bus = placement.add(node, members, below: freeBus) else { return nil }
            freeBus = bus
        }
        return placement.devices
    }

    private mutating func add(_ node: Int, _ members: [Int], below freeBus: Int) -> Int? {
        let expander = devices.count
        let expanderIndex = next()
        devices.append(controller("pcie-expander-bus", expanderIndex))
        for (slot, member) in members.enumerated() {
            guard index < freeBus - 1 else { return nil }
            let port = next()
            var rootPort = controller("pcie-root-port", port)
            rootPort.children = [DomainConverter.pciAddress(bus: "\(expanderIndex)", slot: slot)]
            devices.append(rootPort)
            devices[member].children.append(DomainConverter.pciAddress(bus: "\(port)", slot: 0))
        }
        let bus = Self.lastBus - added + 1
        devices[expander].children = [Element("target", ["busNr": "\(bus)"], [Element("node", text: "\(node)")])]
        return bus
    }

    private mutating func next() -> Int {
        index += 1
        added += 1
        return index
    }

    private func controller(_ model: String, _ index: Int) -> Element {
        Element("controller", ["type": "pci", "index": "\(index)", "model": model])
    }

    /// Where a device of the host is there, as the host writes it; nil for what is none, or not on PCI.
    static func hostAddress(_ device: Element) -> String? {
        guard device.name == "hostdev", device["type"] == "pci",
            let address = device.child("source")?.child("address")
        else { return nil }
        let parts = ["domain", "bus", "slot", "function"].map { String((address[$0] ?? "").dropFirst(2)) }
        return "\(parts[0]):\(parts[1]):\(parts[2]).\(parts[3])"
    }
}

extension DomainConverter {
    /// Devices on the buses of their nodes, where the cluster wants that and the machine has processors of its own. A
    /// machine whose memory is mapped node by node must have all of them so.
    func placedByNode(_ devices: [Element], _ pinning: Pinning?) throws(ConversionError) -> [Element] {
        guard let pinning, host.placesDevicesByNode, architecture != .s390x else { return devices }
        let isStrict = pinning.numa != nil
        var nodes: [Int: Int] = [:]
        for (index, device) in devices.enumerated() where device.name == "hostdev" && device["type"] == "pci" {
            let address = NodePlacement.hostAddress(device)
            if device.child("address") == nil, let address, let node = guestNode(of: address, pinning) {
                nodes[index] = node
            } else if isStrict {
                throw refusal(
                    "hostDevices", "the device at \(address ?? "no address") has no place on a NUMA node of the guest's"
                )
            }
        }
        if let placed = NodePlacement.placed(devices, on: nodes) { return placed }
        guard isStrict else { return devices }
        throw refusal("hostDevices", "there are not enough buses for \(nodes.count) devices on nodes of their own")
    }

    /// The guest's node for a device of the host: the one whose memory is on the device's node, or the only one when the
    /// guest has processors there.
    private func guestNode(of address: String, _ pinning: Pinning) -> Int? {
        guard let node = host.hostDevices.nodes[address] else { return nil }
        if let numa = pinning.numa { return numa.cells.first { $0.host == node }?.id }
        guard spec.memory?.maxGuest != nil else { return nil }
        let there = host.topology?.cells.first { $0.id == node }?.processors ?? []
        return there.contains { pinning.processors.contains($0.id) } ? 0 : nil
    }
}
