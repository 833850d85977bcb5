import KubeVirt

extension DomainConverter {
    /// Disks in the order of the VMI, without those whose volume was plugged in and is not there yet.
    func disks() throws(ConversionError) -> [Element] {
        let memory = annotations.persistentMemory
        let disks = (spec.devices.disks ?? []).filter { !memory.contains($0.name) }
        guard !disks.isEmpty else { return [] }
        var targets = DiskTargets(disks, remembered: volumeStates.targets)
        var threads = IOThreadPlan(spec)
        var elements: [Element] = []
        for (index, disk) in (spec.devices.disks ?? []).enumerated() where !memory.contains(disk.name) {
            let field = "disks[\(index)]"
            let target = disk.hasTarget ? targets.target(disk) : nil
            let volume = volumes[disk.name]
            guard volume != nil || disk.cdrom != nil else {
                throw refusal(field + ".name", "there is no volume ‘\(disk.name)’; add one")
            }
            if let volume { try refuseUnknown(volume) }
            var element = try element(disk, volume, target, at: field)
            if disk.hasTarget, disk.bus == .virtio {
                element.addThread(&threads, isDedicated: disk.dedicatedIOThread == true)
            }
            if volume == nil || volumeStates.isReady(disk.name) { elements.append(element) }
        }
        return elements
    }

    private var virtioDisk: String {
        host.transitionalDisks.map { virtio(isTransitional: $0) } ?? virtio
    }

    private func refuseUnknown(_ volume: VirtualMachineInstanceSpec.Volume) throws(ConversionError) {
        if files.volumes[volume.name] == nil {
            throw refusal(volume, "what it holds cannot be a disk")
        }
        if host.single == nil, volume.containerDisk != nil, host.disks[volume.name] == nil {
            throw refusal(volume, "nobody looked into its image")
        }
    }

    private func refusal(_ volume: VirtualMachineInstanceSpec.Volume, _ message: String) -> ConversionError {
        let place = machine.spec.volumes?.firstIndex { $0.name == volume.name } ?? 0
        return ConversionError(
            causes: [
                StatusCause(
                    field: "spec.volumes[\(place)]", message: "the volume ‘\(volume.name)’: " + message,
                    reason: .fieldValueInvalid)
            ])
    }

    /// The threads of QEMU's that serve disks.
    func ioThreads() -> Element? {
        let plan = IOThreadPlan(spec)
        return plan.total == 0 ? nil : Element("iothreads", text: "\(plan.total)")
    }

    private func element(
        _ disk: DomainSpec.Disk, _ volume: VirtualMachineInstanceSpec.Volume?, _ target: (name: String, unit: Int)?,
        at field: String
    ) throws(ConversionError) -> Element {
        let file = volume.flatMap { files.volumes[$0.name] }
        let isVirtio = disk.bus == .virtio
        var children = [try driver(disk, volume, file, at: field)]
        children += source(disk, file)
        children += file?.backing.map { [$0.element] } ?? []
        children += try blockSizes(disk, at: field)
        children.append(
            Element(
                "target", ["dev": target?.name, "bus": disk.bus?.rawValue, "tray": disk.cdrom?.tray?.rawValue.nonEmpty])
        )
        if disk.isReadOnly || volume?.downwardMetrics != nil { children.append(Element("readonly")) }
        if disk.disk != nil, disk.shareable == true { children.append(Element("shareable")) }
        // KubeVirt drops the serial number of a drive or a logical unit; a host that may give it does.
        if let serial = disk.serial?.nonEmpty, disk.disk != nil || host.single != nil {
            children.append(Element("serial", text: serial))
        }
        if let order = disk.bootOrder { children.append(Element("boot", ["order": "\(order)"])) }
        children.append(Self.named(disk.name))
        children += try address(of: disk, unit: target?.unit ?? 0, at: field)
        if disk.disk != nil || disk.lun != nil { children += volumeStates.notes(disk.name, host) }
        let model = disk.disk != nil && isVirtio || volume?.downwardMetrics != nil ? virtioDisk : nil
        let type = volume == nil || file?.isBlockDevice == true ? "block" : "file"
        return Element("disk", ["type": type, "device": disk.device, "model": model], children)
    }

    private func address(of disk: DomainSpec.Disk, unit: Int, at field: String) throws(ConversionError) -> [Element] {
        if let text = disk.disk?.pciAddress?.nonEmpty {
            guard disk.bus == .virtio else {
                throw refusal(field + ".disk.pciAddress", "only a disk on virtio has an address on PCI; leave it out")
            }
            return [try pciAddress(text, at: field + ".disk.pciAddress")]
        }
        guard disk.bus == .scsi, disk.disk != nil || disk.lun != nil else { return [] }
        return [Element("address", ["type": "drive", "controller": "0", "bus": "0", "unit": "\(unit)"])]
    }

    private func blockSizes(_ disk: DomainSpec.Disk, at field: String) throws(ConversionError) -> [Element] {
        guard let sizes = disk.blockSize?.custom else { return [] }
        guard architecture != .s390x || max(sizes.logical ?? 0, sizes.physical ?? 0) <= 4096 else {
            throw refusal(field + ".blockSize.custom", "blocks of s390x have at most 4096 bytes")
        }
        return [
            Element(
                "blockio",
                [
                    "logical_block_size": sizes.logical.flatMap { $0 == 0 ? nil : "\($0)" },
                    "physical_block_size": sizes.physical.flatMap { $0 == 0 ? nil : "\($0)" },
                    "discard_granularity": sizes.discardGranularity.map { "\($0)" },
                ])
        ]
    }
}

extension DomainSpec.Disk {
    var hasTarget: Bool { disk != nil || lun != nil || cdrom != nil }

    /// libvirt's word for the kind of disk; KubeVirt's converter leaves it empty where the VMI names none.
    fileprivate var device: String {
        if disk != nil { "disk" } else if lun != nil { "lun" } else if cdrom != nil { "cdrom" } else { "" }
    }

    var isReadOnly: Bool {
        if let disk {
            disk.readonly ?? false
        } else if let lun {
            lun.readonly ?? false
        } else {
            cdrom.map { $0.readonly ?? true } ?? false
        }
    }
}

extension Element {
    /// Gives a disk's driver its thread.
    fileprivate mutating func addThread(_ plan: inout IOThreadPlan, isDedicated: Bool) {
        if plan.pool > 0 {
            let all = (1...plan.pool).map { Element("iothread", ["id": "\($0)"]) }
            children[0].children = [Element("iothreads", all)]
        } else if let thread = plan.thread(isDedicated: isDedicated) {
            children[0].attributes.append(.init(name: "iothread", value: "\(thread)"))
        }
    }
}
