import KubeVirt

/// Where PCI devices sit on QEMU's malta: in the board's four sockets, eight functions in each.
///
/// Linux has a table of this board's interrupts, `arch/mips/pci/fixup-malta.c`: those of the sockets and of what is soldered
/// to it. In another slot virtio's drivers end with EINVAL, and libvirt, which does not know the board, would take those from
/// 1 on, and the chipset's. The functions of a slot share its line.
enum MaltaPlacement {
    private static let sockets = 18...21
    private static let functions = 8
    /// Those of a network card and of sound, which libvirt leaves out.
    private static let soldered = 11...12

    private static let kinds: Set = [
        "controller", "disk", "filesystem", "hostdev", "input", "interface", "memballoon", "rng", "sound", "video",
        "vsock", "watchdog",
    ]

    /// More devices than there is room for.
    struct Overflow: Error, Equatable {
        let devices: Int
        let room: Int
    }

    /// The devices with an address each, but for those that have one, whose sockets are left alone. Their order stays that of
    /// the slots, by which a guest names its disks and interfaces; as few as can be share a socket.
    static func placed(_ devices: [Element]) throws(Overflow) -> [Element] {
        var devices = devices + sataControllers(for: devices)
        let waiting = devices.indices.filter { needsPlace(devices[$0]) }
        let taken = Set(devices.compactMap { $0.child("address").flatMap(slot) })
        let free = sockets.filter { !taken.contains($0) }
        let room = free.count * functions
        guard waiting.count <= room else { throw Overflow(devices: waiting.count, room: room) }
        guard !waiting.isEmpty else { return devices }
        let share = (waiting.count + free.count - 1) / free.count
        for (number, index) in waiting.enumerated() {
            let (socket, function) = number.quotientAndRemainder(dividingBy: share)
            let isShared = function == 0 && share > 1 && number + 1 < waiting.count
            devices[index].children.append(
                DomainConverter.pciAddress(slot: free[socket], function: function, isShared: isShared))
        }
        return devices
    }

    /// Whether an address has a line of interrupts.
    static func hasInterrupt(_ address: Element) -> Bool {
        slot(at: address).map { sockets.contains($0) || soldered.contains($0) } ?? false
    }

    private static func needsPlace(_ device: Element) -> Bool {
        guard kinds.contains(device.name), PCIPlacement.isOnPCI(device) else { return false }
        return device["model"] != "none" && device.child("model")?["type"] != "none"
    }

    /// The slot of the root bus; nil elsewhere.
    private static func slot(at address: Element) -> Int? {
        guard address["type"] == "pci" else { return nil }
        let numbers = ["domain", "bus", "slot"].map { Int((address[$0] ?? "").dropFirst(2), radix: 16) }
        return numbers[0] == 0 && numbers[1] == 0 ? numbers[2] : nil
    }

    /// Those that libvirt would add by itself: one for six names of disks.
    private static func sataControllers(for devices: [Element]) -> [Element] {
        let names = devices.filter { $0.name == "disk" }.compactMap { $0.child("target") }.filter {
            $0["bus"] == "sata"
        }.compactMap { $0["dev"] }
        let last = names.map { DiskTargets.number($0, prefix: "sd") / 6 }.max() ?? -1
        return (0..<(last + 1)).map { Element("controller", ["type": "sata", "index": "\($0)"]) }
    }
}

extension DomainConverter {
    /// Whether the machine is the board whose interrupts are known by slots.
    var isMalta: Bool {
        architecture == .mips64el && (machineType == "malta" || machineType.hasPrefix("malta-"))
    }

    func placedOnMalta(_ devices: [Element]) throws(ConversionError) -> [Element] {
        for (index, disk) in (spec.devices.disks ?? []).enumerated() {
            try refuseOnMalta(disk.disk?.pciAddress, at: "disks[\(index)].disk.pciAddress")
        }
        for (index, interface) in (spec.devices.interfaces ?? []).enumerated() {
            try refuseOnMalta(interface.pciAddress, at: "interfaces[\(index)].pciAddress")
        }
        do throws(MaltaPlacement.Overflow) { return try MaltaPlacement.placed(devices) } catch {
            throw refusal(
                of: "devices",
                "on malta interrupts reach \(error.room) devices on PCI (eight in each of the sockets that no address of yours "
                    + "takes), and these are \(error.devices); leave out \(error.devices - error.room)")
        }
    }

    private func refuseOnMalta(_ address: String?, at field: String) throws(ConversionError) {
        guard let address = address?.nonEmpty, !MaltaPlacement.hasInterrupt(try pciAddress(address, at: field)) else {
            return
        }
        throw refusal(
            field,
            "on malta no interrupt reaches a device at ‘\(address)’; take a slot from 0000:00:12.0 to 0000:00:15.0, "
                + "0000:00:0b.0 or 0000:00:0c.0, or leave it out")
    }
}
