import KubeVirt

extension DomainConverter {
    /// Disks with the guest's names for them, which libvirt wants although no guest heeds them: `vda` on virtio, `sda`
    /// elsewhere, counted for each prefix.
    func disks() -> [Element] {
        var counts: [String: Int] = [:]
        var dedicated = 1
        return (spec.devices.disks ?? []).map { disk in
            let bus = disk.target.bus ?? .sata
            let prefix = bus == .virtio ? "vd" : "sd"
            let unit = counts[prefix, default: 0]
            counts[prefix] = unit + 1
            var thread: Int?
            if usesThreads, bus == .virtio {
                if disk.dedicatedIOThread == true { dedicated += 1 }
                thread = disk.dedicatedIOThread == true ? dedicated : 1
            }
            return element(disk, bus: bus, unit: unit, device: prefix + Self.letters(unit), thread: thread)
        }
    }

    /// One thread for all disks on virtio, and one for each that wants its own, once any does.
    func ioThreads() -> Element? {
        guard usesThreads else { return nil }
        let dedicated = (spec.devices.disks ?? []).filter { $0.dedicatedIOThread == true }.count
        return Element("iothreads", text: "\(1 + dedicated)")
    }

    private var usesThreads: Bool { (spec.devices.disks ?? []).contains { $0.dedicatedIOThread == true } }

    private func element(_ disk: DomainSpec.Disk, bus: DomainSpec.DiskBus, unit: Int, device: String, thread: Int?)
        -> Element
    {
        let isDrive = disk.cdrom != nil
        let file = files.volumes[disk.name]
        let volume = volumes[disk.name]
        // What is gone with the machine is given back to the host at once.
        let discards = !isDrive || volume?.containerDisk != nil || volume?.emptyDisk != nil
        let cache = disk.cache?.rawValue.nonEmpty ?? (disk.io == .native ? DomainSpec.DiskCache.none.rawValue : nil)
        var children = [
            Element(
                "driver",
                [
                    "name": "qemu", "type": file?.format.rawValue, "cache": cache,
                    "error_policy": disk.errorPolicy?.rawValue ?? DomainSpec.DiskErrorPolicy.stop.rawValue,
                    "io": disk.io?.rawValue.nonEmpty, "discard": discards ? "unmap" : nil,
                    "iothread": thread.map(String.init),
                    "queues": spec.devices.blockMultiQueue == true && bus == .virtio ? "\(processors)" : nil,
                ]),
            Element("source", ["file": file?.path]),
        ]
        if let backing = file?.backing {
            children.append(
                Element(
                    "backingStore", ["type": "file"],
                    [Element("format", ["type": backing.format.rawValue]), Element("source", ["file": backing.path])]))
        }
        if let custom = disk.blockSize?.custom {
            children.append(
                Element(
                    "blockio",
                    ["logical_block_size": "\(custom.logical ?? 0)", "physical_block_size": "\(custom.physical ?? 0)"]))
        }
        let tray = disk.cdrom?.tray?.rawValue.nonEmpty
        children.append(Element("target", ["dev": device, "bus": bus.rawValue, "tray": tray]))
        if disk.disk?.readonly ?? disk.cdrom.map({ $0.readonly ?? true }) ?? false {
            children.append(Element("readonly"))
        }
        if let serial = disk.serial?.nonEmpty { children.append(Element("serial", text: serial)) }
        if let order = disk.bootOrder { children.append(Element("boot", ["order": "\(order)"])) }
        children.append(Element("alias", ["name": Self.alias(disk.name)]))
        children += address(of: disk, bus: bus, unit: unit)
        return Element(
            "disk",
            ["type": "file", "device": isDrive ? "cdrom" : "disk", "model": bus == .virtio && !isDrive ? virtio : nil],
            children)
    }

    private func address(of disk: DomainSpec.Disk, bus: DomainSpec.DiskBus, unit: Int) -> [Element] {
        switch bus {
        case .virtio: placement.address(disk.disk?.pciAddress) ?? placement.address(of: Self.alias(disk.name))
        case .scsi:
            [Element("address", ["type": "drive", "controller": "0", "bus": "0", "unit": "\(unit)"])]
        default: []
        }
    }

    /// What libvirt calls a device of the VMI.
    static func alias(_ name: String) -> String { "ua-" + name }

    /// `a` to `z`, then `aa`: Linux' way of counting disks.
    static func letters(_ number: Int) -> String {
        var (number, text) = (number, "")
        repeat {
            text = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26))) + text
            number = number / 26 - 1
        } while number >= 0
        return text
    }
}

extension String {
    /// Nil for the empty text, by which Go means a field that is not there.
    var nonEmpty: String? { isEmpty ? nil : self }
}
