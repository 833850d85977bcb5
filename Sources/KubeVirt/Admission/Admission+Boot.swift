extension VirtualMachineInstanceSpec {
    /// Whether disks have volumes, and each place in the boot order one device.
    func bootOrderCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        var taken: Set<UInt32> = []
        for (index, disk) in (domain.devices.disks ?? []).enumerated() {
            let disks = "\(field).domain.devices.disks[\(index)]"
            let volume = (volumes ?? []).last { $0.name == disk.name }
            // A drive may be empty where volumes are plugged in by declaring them, as KubeVirt does by default.
            if volume == nil, disk.cdrom == nil {
                causes.append(.invalid("\(disks).Name '\(disk.name)' not found.", at: disks + ".name"))
            }
            // No volume that we read yet is a claim.
            if disk.lun != nil, volume != nil {
                causes.append(
                    .invalid(
                        "\(disks).lun can only be mapped to a DataVolume or PersistentVolumeClaim volume.",
                        at: disks + ".lun"))
            }
            if let order = disk.bootOrder, !taken.insert(order).inserted {
                causes.append(.taken(disks + ".bootOrder"))
            }
        }
        for (index, interface) in (domain.devices.interfaces ?? []).enumerated() {
            guard let order = interface.bootOrder else { continue }
            if order == 0 {
                causes.append(
                    .invalid(
                        "\(field)[\(index)] must have a boot order > 0, if supplied", at: "\(field)[\(index)].bootOrder"
                    ))
            } else if !taken.insert(order).inserted {
                causes.append(.taken("\(field).domain.devices.interfaces[\(index)].bootOrder"))
            }
        }
        return causes
    }

    func hostNameCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        let parts = [
            ("hostname", "DNS_LABEL", hostname, ObjectName.labelProblems),
            ("subdomain", "DNS_SUBDOMAIN", subdomain, ObjectName.subdomainProblems),
        ]
        for (name, rules, value, problems) in parts {
            guard let value, !value.isEmpty else { continue }
            let found = problems(value)
            guard !found.isEmpty else { continue }
            let field = "\(field).\(name)"
            causes.append(
                .invalid(
                    "\(field) does not conform to the kubernetes \(rules) rules : \(found.joined(separator: ", "))",
                    at: field))
        }
        return causes
    }

    func inputCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, input) in (domain.devices.inputs ?? []).enumerated() {
            let field = "\(field).domain.devices.inputs[\(index)]"
            if !["", "usb", "virtio"].contains(input.bus ?? "") {
                causes.append(.invalid("Input device can have only virtio or usb bus.", at: field + ".bus"))
            }
            if input.type != "tablet" {
                causes.append(.invalid("Input device can have only tablet type.", at: field + ".type"))
            }
        }
        return causes
    }
}

extension DomainSpec {
    /// BIOS or UEFI, not both, and secure boot only with system management mode.
    func bootloaderCauses(at field: String) -> [StatusCause] {
        let bootloader = firmware?.bootloader
        var causes: [StatusCause] = []
        if bootloader?.bios != nil, bootloader?.efi != nil {
            let field = field + ".firmware.bootloader"
            causes.append(
                .invalid("\(field) has both EFI and BIOS configured, but they are mutually exclusive.", at: field))
        }
        return causes
    }

    func secureBootCauses(at field: String) -> [StatusCause] {
        guard let efi = firmware?.bootloader?.efi, efi.secureBoot ?? true else { return [] }
        let smm = features?.smm
        guard smm == nil || smm?.enabled == false else { return [] }
        return [
            .invalid(
                "\(field) has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.", at: field)
        ]
    }

    /// What KubeVirt refuses on arm64 only.
    func armCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        func refuse(_ message: String, _ place: String) {
            causes.append(StatusCause(field: field + place, message: message, reason: .fieldValueNotSupported))
        }
        if firmware?.bootloader?.bios != nil {
            refuse("Arm64 does not support bios boot, please change to uefi boot", ".firmware.bootloader.bios")
        }
        if let efi = firmware?.bootloader?.efi, efi.secureBoot ?? true {
            refuse(
                "UEFI secure boot is currently not supported on aarch64 Arch", ".firmware.bootloader.efi.secureboot")
        }
        for (index, disk) in (devices.disks ?? []).enumerated() {
            let (kind, bus) = disk.target
            guard let bus, !bus.isUnset, bus != .virtio, bus != .scsi else { continue }
            refuse(
                "Arm64 not support this disk bus type, please use virtio or scsi",
                ".devices.disks[\(index)].\(kind).bus")
        }
        if devices.watchdog != nil { refuse("Arm64 not support Watchdog device", ".devices.watchdog") }
        return causes
    }
}

extension StatusCause {
    static func duplicate(_ message: String, at field: String?) -> StatusCause {
        StatusCause(field: field, message: message, reason: .fieldValueDuplicate)
    }

    fileprivate static func taken(_ field: String) -> StatusCause {
        .invalid("Boot order for \(field) already set for a different device.", at: field)
    }
}
