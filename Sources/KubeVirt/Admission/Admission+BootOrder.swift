extension VirtualMachineInstanceSpec {
    /// Whether disks have volumes of the right kind, and each place in the boot order one device.
    func bootOrderCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        var taken: Set<UInt32> = []
        let places = Dictionary(
            (volumes ?? []).enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
        for (index, disk) in (domain.devices.disks ?? []).enumerated() {
            let volume = places[disk.name].flatMap { volumes?[$0] }
            causes += disk.causes(on: volume, at: field, index: index, under: configuration)
            if let order = disk.bootOrder, !taken.insert(order).inserted {
                causes.append(.taken("\(field).domain.devices.disks[\(index)].bootOrder"))
            }
        }
        for (index, interface) in (domain.devices.interfaces ?? []).enumerated() {
            guard let order = interface.bootOrder else { continue }
            if order == 0 {
                // KubeVirt leaves out where interfaces stand.
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
}

extension DomainSpec.Disk {
    /// Whether the volume can be what the disk shows.
    fileprivate func causes(
        on volume: VirtualMachineInstanceSpec.Volume?, at field: String, index: Int,
        under configuration: ClusterConfiguration
    ) -> [StatusCause] {
        func place(_ part: String) -> String { "\(field).domain.devices.disks[\(index)].\(part)" }
        guard let volume else {
            // A drive may be empty where volumes are plugged in by declaring them.
            if cdrom == nil {
                return [.invalid("\(place("Name")) '\(name)' not found.", at: place("name"))]
            }
            guard !configuration.isEnabled(.declarativeHotplugVolumes) else { return [] }
            return [
                .invalid(
                    "DeclarativeHotplugVolumes feature gate not enabled, cannot define an empty CD-ROM disk",
                    at: place("name"))
            ]
        }
        var causes: [StatusCause] = []
        if lun != nil, volume.persistentVolumeClaim == nil, volume.dataVolume == nil {
            causes.append(
                .invalid(
                    "\(place("lun")) can only be mapped to a DataVolume or PersistentVolumeClaim volume.",
                    at: place("lun")))
        }
        if volume.downwardMetrics != nil {
            if disk == nil {
                causes.append(
                    .required(
                        "DownwardMetrics volume must be mapped to a disk, but disk is not set on \(place("disk")).",
                        at: place("disk")))
            } else if let bus = disk?.bus, !bus.isUnset, bus != .virtio {
                causes.append(
                    .invalid(
                        "DownwardMetrics volume must be mapped to virtio bus, but \(place("disk.bus")) is set to "
                            + bus.rawValue, at: place("disk.bus")))
            }
        }
        return causes
    }
}

extension StatusCause {
    fileprivate static func taken(_ field: String) -> StatusCause {
        .invalid("Boot order for \(field) already set for a different device.", at: field)
    }
}
