import KubeVirt

extension VirtualMachineInstance {
    /// Disks that cannot be persistent memory.
    func refusePersistentMemory(_ refusals: inout Refusals) {
        let names = persistentMemory
        guard !names.isEmpty else { return }
        func refuse(_ message: String) {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations[\(Annotations.persistentMemoryKey)]", message: message,
                    reason: .fieldValueNotSupported))
        }
        let annotations = try? Annotations(metadata)
        if let architecture = annotations?.architecture ?? spec.architecture, architecture != .amd64 {
            refuse(
                "only machines of amd64 have persistent memory, and this one is \(architecture.rawValue); leave it out")
        }
        let type = annotations?.machine ?? spec.domain.machine?.type ?? "q35"
        if !["q35", "pc"].contains(where: { type == $0 || type.hasPrefix("pc-") }) {
            refuse("a machine of the type \(type) has no slots for memory; use q35")
        }
        if spec.domain.features?.acpi?.enabled == false {
            refuse("the guest is told of persistent memory by ACPI, which is off (spec.domain.features.acpi.enabled)")
        }
        if spec.domain.memory?.maxGuest != nil {
            refuse(
                "its slots are taken by the memory that can be plugged in (spec.domain.memory.maxGuest); leave that out"
            )
        }
        for name in names {
            guard let disk = spec.domain.devices.disks?.first(where: { $0.name == name }) else {
                refuse("there is no disk ‘\(name)’; name those of spec.domain.devices.disks")
                continue
            }
            if disk.lun != nil || disk.cdrom != nil { refuse("‘\(name)’ is no disk, but a drive or a logical unit") }
            for field in disk.fieldsOfControllers {
                refuse("memory has no \(field), as ‘\(name)’ shall have; leave that out")
            }
            if disk.bootOrder != nil {
                refuse("no firmware boots from persistent memory, as ‘\(name)’ shall be (bootOrder)")
            }
            if disk.shareable == true {
                refuse("what is written to ‘\(name)’ would be seen by no other machine (shareable)")
            }
        }
    }
}

extension DomainSpec.Disk {
    /// Fields that say how a disk is reached, of which there is nothing where it is memory.
    fileprivate var fieldsOfControllers: [String] {
        let fields: [(String, Bool)] = [
            ("bus: scsi", bus == .scsi), ("bus: usb", bus == .usb), ("pciAddress", disk?.pciAddress?.nonEmpty != nil),
            ("serial", serial?.nonEmpty != nil), ("cache", cache != nil), ("io", io != nil),
            ("dedicatedIOThread", dedicatedIOThread == true), ("blockSize", blockSize != nil),
            ("errorPolicy", errorPolicy != nil),
        ]
        return fields.filter(\.1).map(\.0)
    }
}
