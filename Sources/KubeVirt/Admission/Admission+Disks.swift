extension DomainSpec.Disk {
    /// The kind of device, as its field is called, and its bus.
    package var target: (kind: String, bus: DomainSpec.DiskBus?) {
        if let disk { return ("disk", disk.bus) }
        if let lun { return ("lun", lun.bus) }
        if let cdrom { return ("cdrom", cdrom.bus) }
        return ("", nil)
    }
}

extension DomainSpec.Devices {
    /// What is wrong with disks by themselves. `field` is the list's own path, and some of KubeVirt's paths repeat it.
    func diskCauses(at field: String) -> [StatusCause] {
        guard let disks, !disks.isEmpty else { return [] }
        var causes: [StatusCause] = []
        var first: [String: Int] = [:]
        for (index, disk) in disks.enumerated() {
            if let other = first[disk.name] {
                causes.append(
                    .invalid(
                        "\(field)[\(index)] and \(field)[\(other)] must not have the same Name.",
                        at: "\(field)[\(index)].name"))
            } else {
                first[disk.name] = index
            }
            disk.check(DiskPlace(list: field, index: index), &causes)
        }
        return causes
    }
}

/// Where a disk stands; spelt out only for who is refused.
struct DiskPlace {
    var list: String
    var index: Int

    var path: String { "\(list)[\(index)]" }
    /// KubeVirt's path where it appends the list to the list.
    var again: String { "\(list).domain.devices.disks[\(index)]" }
}

extension DomainSpec.Disk {
    fileprivate func check(_ place: DiskPlace, _ causes: inout [StatusCause]) {
        if (disk == nil ? 0 : 1) + (lun == nil ? 0 : 1) + (cdrom == nil ? 0 : 1) > 1 {
            causes.append(.invalid("\(place.path) can only have a single target type defined", at: place.path))
        }
        checkAddress(place, &causes)
        if bootOrder == 0 {
            causes.append(
                .invalid("\(place.path) must have a boot order > 0, if supplied", at: place.path + ".bootOrder"))
        }
        checkBus(place, &causes)
        if let serial, !serial.isEmpty {
            if !serial.utf8.allSatisfy(Self.isSerial) {
                causes.append(
                    .invalid(
                        "\(place.path) must be made up of the following characters [A-Za-z0-9_.+-], if specified",
                        at: place.path + ".serial"))
            }
            if serial.unicodeScalars.count > 256 {
                causes.append(
                    .invalid(
                        "\(place.path) must be less than or equal to 256 in length, if specified",
                        at: place.path + ".serial"))
            }
        }
        checkTuning(place, &causes)
        // The name becomes a container's.
        for problem in ObjectName.labelProblems(name) { causes.append(.invalid(problem, at: place.again + ".name")) }
        checkBlockSize(place, &causes)
    }

    private func checkAddress(_ place: DiskPlace, _ causes: inout [StatusCause]) {
        guard let disk, let address = disk.pciAddress, !address.isEmpty else { return }
        let field = "\(place.list).domain.devices.disks.disk[\(place.index)]"
        if disk.bus != .virtio {
            causes.append(
                .invalid(
                    "disk \(field).name - setting a PCI address is only possible with bus type virtio.",
                    at: field + ".pciAddress"))
        }
        if PCIAddress(address) == nil {
            causes.append(
                .invalid("disk \(field).name has malformed PCI address (\(address)).", at: field + ".pciAddress"))
        }
    }

    private func checkBus(_ place: DiskPlace, _ causes: inout [StatusCause]) {
        let (kind, bus) = target
        guard let bus, !bus.isUnset else { return }
        switch bus {
        case .virtio:
            if kind == "cdrom" {
                causes.append(
                    .invalid("Bus type virtio is invalid for CD-ROM device", at: place.path + ".cdrom.bus"))
            }
        case .sata:
            if disk?.readonly == true {
                causes.append(.invalid("sata hard-disks do not support read-only.", at: place.path + ".disk.bus"))
            }
        case .scsi, .usb: break
        case _ where bus.rawValue == "ide":
            causes.append(.invalid("IDE bus is not supported", at: "\(place.path).\(kind).bus"))
        default:
            causes.append(
                .invalid(
                    "\(place.path) is set with an unrecognized bus \(bus.rawValue), "
                        + "must be one of: [virtio scsi sata usb]", at: "\(place.path).\(kind).bus"))
        }
        if dedicatedIOThread == true, bus != .virtio {
            causes.append(
                .unsupported("IOThreads are not supported for disks on a \(bus.rawValue) bus", at: place.again))
        }
    }

    private static func isSerial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
