import KubeVirt

extension MachineFiles {
    /// What the machine needs and was given no file for. A volume may be there for a directory or for a table only.
    func missing(for machine: VirtualMachineInstance, host: HostFacts) -> [StatusCause] {
        var refusals = Refusals()
        let shared = Set((machine.spec.domain.devices.filesystems ?? []).map(\.name))
        for (index, volume) in (machine.spec.volumes ?? []).enumerated()
        where volumes[volume.name] == nil && secrets[volume.name] == nil && !shared.contains(volume.name) {
            refusals.add("volumes[\(index)]", "this host has no file for the volume ‘\(volume.name)’")
        }
        if machine.firmwareNeed != nil, host.firmware == nil || variables == nil {
            refusals.add(
                "domain.firmware.bootloader.efi",
                "this host has no UEFI firmware for the machine; install it (Debian: ovmf for amd64, qemu-efi-aarch64 for "
                    + "arm64), or use bios on amd64")
        }
        if let data = machine.metadata.annotations?[DomainConverter.ignitionAnnotation], data.contains("ignition"),
            ignition == nil
        {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations",
                    message: "this host has no file for the configuration in \(DomainConverter.ignitionAnnotation)",
                    reason: .fieldValueNotSupported))
        }
        return refusals.causes
    }
}
