extension DomainSpec.Disk {
    /// The kind of device, as its field is called, and its bus.
    package var target: (kind: String, bus: DomainSpec.DiskBus?) {
        if let disk { return ("disk", disk.bus) }
        if let lun { return ("lun", lun.bus) }
        if let cdrom { return ("cdrom", cdrom.bus) }
        return ("", nil)
    }
}

extension DomainSpec {
    /// What is wrong with disks by themselves. `field` is the list's own path, and some of KubeVirt's paths repeat it.
    func diskCauses(at field: String) -> [StatusCause] {
        let disks = devices.disks ?? []
        return disks.enumerated().flatMap { index, disk in
            let twins = disks[..<index].indices.filter { disks[$0].name == disk.name }.map {
                StatusCause.invalid(
                    "\(field)[\(index)] and \(field)[\($0)] must not have the same Name.", at: "\(field)[\(index)].name"
                )
            }
            return twins + disk.causes(at: "\(field)[\(index)]", list: field, index: index)
        }
    }
}

extension DomainSpec.Disk {
    fileprivate func causes(at field: String, list: String, index: Int) -> [StatusCause] {
        let again = "\(list).domain.devices.disks[\(index)]"
        var causes: [StatusCause] = []
        if [disk != nil, lun != nil, cdrom != nil].filter(\.self).count > 1 {
            causes.append(.invalid("\(field) can only have a single target type defined", at: field))
        }
        causes += addressCauses(at: "\(list).domain.devices.disks.disk[\(index)]")
        if bootOrder == 0 {
            causes.append(
                .invalid("\(field) must have a boot order > 0, if supplied", at: field + ".bootOrder"))
        }
        causes += busCauses(at: field, again: again)
        if let serial, !serial.isEmpty {
            if !serial.utf8.allSatisfy(Self.isSerial) {
                causes.append(
                    .invalid(
                        "\(field) must be made up of the following characters [A-Za-z0-9_.+-], if specified",
                        at: field + ".serial"))
            }
            if serial.unicodeScalars.count > 256 {
                causes.append(
                    .invalid(
                        "\(field) must be less than or equal to 256 in length, if specified", at: field + ".serial"))
            }
        }
        causes += tuningCauses(at: field, list: list, again: again)
        causes += ObjectName.labelProblems(name).map { .invalid($0, at: again + ".name") }
        return causes + blockSizeCauses(at: field + ".blockSize")
    }

    private func addressCauses(at field: String) -> [StatusCause] {
        guard let disk, let address = disk.pciAddress, !address.isEmpty else { return [] }
        var causes: [StatusCause] = []
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
        return causes
    }

    private func busCauses(at field: String, again: String) -> [StatusCause] {
        let (kind, bus) = target
        var causes: [StatusCause] = []
        if lun?.reservation == true, bus != .scsi {
            causes.append(
                .invalid(
                    "Persistent reservation requires a SCSI bus, but \(bus?.rawValue ?? "") was specified",
                    at: field + ".lun.bus"))
        }
        guard let bus, !bus.isUnset else { return causes }
        var found: [StatusCause] = []
        switch bus {
        case _ where bus.rawValue == "ide":
            found.append(.invalid("IDE bus is not supported", at: "\(field).\(kind).bus"))
        case .virtio where kind == "cdrom":
            found.append(.invalid("Bus type virtio is invalid for CD-ROM device", at: field + ".cdrom.bus"))
        case .sata where disk?.readonly == true:
            found.append(.invalid("sata hard-disks do not support read-only.", at: field + ".disk.bus"))
        case .virtio, .sata, .scsi, .usb: break
        default:
            found.append(
                .invalid(
                    "\(field) is set with an unrecognized bus \(bus.rawValue), "
                        + "must be one of: [virtio scsi sata usb]", at: "\(field).\(kind).bus"))
        }
        if dedicatedIOThread == true, bus != .virtio {
            found.append(
                StatusCause(
                    field: again, message: "IOThreads are not supported for disks on a \(bus.rawValue) bus",
                    reason: .fieldValueNotSupported))
        }
        return found + causes
    }

    private static func isSerial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_.+-".utf8.contains(byte)
        }
    }
}
