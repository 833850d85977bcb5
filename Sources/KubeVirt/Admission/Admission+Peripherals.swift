extension DomainSpec.Devices {
    func inputCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, input) in (inputs ?? []).enumerated() {
            if let bus = input.bus, !["", "usb", "virtio"].contains(bus) {
                causes.append(
                    .invalid("Input device can have only virtio or usb bus.", at: "\(field).inputs[\(index)].bus"))
            }
            if input.type != "tablet" {
                causes.append(.invalid("Input device can have only tablet type.", at: "\(field).inputs[\(index)].type"))
            }
        }
        return causes
    }

    /// `field` is the spec's own, as in KubeVirt's answer.
    func soundCauses(at field: String) -> [StatusCause] {
        guard let sound else { return [] }
        var causes: [StatusCause] = []
        if let model = sound.model, !["", "ich9", "ac97"].contains(model) {
            causes.append(
                .invalid("Sound device type is not supported. Options: 'ich9' or 'ac97'", at: field + ".Sound"))
        }
        if sound.name.isEmpty {
            causes.append(.invalid("Sound device requires a name field.", at: field + ".Sound"))
        }
        return causes
    }

    func armSoundCauses(at field: String) -> [StatusCause] {
        sound == nil ? [] : [.unsupported("Arm64 not support sound device", at: field + ".sound")]
    }

    /// `field` is the spec's own, as in KubeVirt's answer.
    func videoCauses(at field: String) -> [StatusCause] {
        guard video != nil, autoattachGraphicsDevice == false else { return [] }
        return [
            .invalid(
                "Video configuration is not allowed when autoattachGraphicsDevice is set to false",
                at: field + ".video")
        ]
    }

    func videoTypeCauses(at field: String, _ known: [String], on architecture: Architecture) -> [StatusCause] {
        guard let video else { return [] }
        let type = video.type ?? ""
        guard !known.contains(type) else { return [] }
        return [
            .unsupported(
                "video model '\(type)' is not supported on \(architecture.rawValue) architecture",
                at: field + ".video.type")
        ]
    }

    func watchdogCauses(
        at field: String, _ message: String, fits: (DomainSpec.Watchdog) -> Bool
    ) -> [StatusCause] {
        guard let watchdog, !fits(watchdog) else { return [] }
        return [.unsupported(message, at: field + ".watchdog")]
    }

    func armDiskCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, disk) in (disks ?? []).enumerated() {
            for (kind, bus) in [("disk", disk.disk?.bus), ("cdrom", disk.cdrom?.bus), ("lun", disk.lun?.bus)] {
                guard let bus, !bus.isUnset, bus != .virtio, bus != .scsi else { continue }
                causes.append(
                    .unsupported(
                        "Arm64 not support this disk bus type, please use virtio or scsi",
                        at: "\(field)[\(index)].\(kind).bus"))
            }
        }
        return causes
    }
}

extension VirtualMachineInstanceSpec {
    func panicDeviceCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard let devices = domain.devices.panicDevices, !devices.isEmpty else { return [] }
        var causes: [StatusCause] = []
        if (architecture ?? configuration.defaultArchitecture) == .s390x {
            causes.append(.invalid("custom panic devices are not supported on s390x architecture", at: field))
        }
        for (index, device) in devices.enumerated() {
            guard let model = device.model, !["hyperv", "isa", "pvpanic"].contains(model) else { continue }
            causes.append(.invalid("invalid PanicDeviceModel(\(model))", at: "\(field)[\(index)].model"))
        }
        return causes
    }
}
