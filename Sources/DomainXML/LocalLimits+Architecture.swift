import KubeVirt

extension DomainSpec {
    /// What the machines of an architecture have not, or libvirt cannot say of them.
    func refuse(on architecture: Architecture, _ refusals: inout Refusals) {
        let name = architecture.rawValue
        if features?.acpi?.enabled ?? true, firmware?.bootloader?.efi == nil {
            if architecture == .arm64 || architecture == .armhf {
                refusals.add(
                    "domain.features.acpi.enabled",
                    "ACPI on \(name) comes from UEFI; set it to false, or set firmware.bootloader.efi")
            } else if !architecture.mayHaveACPI, architecture != .s390x {
                refusals.add("domain.features.acpi.enabled", "there is no ACPI on \(name); leave it out")
            }
        }
        if tooManyProcessors(for: architecture) {
            refusals.add("domain.cpu.maxSockets", "no processors are plugged in on \(name); leave it out")
        }
        guard Architecture.beyondKubeVirt.contains(architecture) else { return }
        if firmware?.bootloader?.bios != nil, !architecture.isPC {
            refusals.add("domain.firmware.bootloader.bios", "there is no BIOS on \(name); leave it out")
        }
        if !architecture.hasProcessorModels {
            if let model = cpu?.model, !model.isEmpty, model != "host-model" {
                refusals.add(
                    "domain.cpu.model",
                    "libvirt knows no processors of \(name), so it is QEMU's own choice; leave it out")
            }
            if cpu?.features?.isEmpty == false {
                refusals.add("domain.cpu.features", "libvirt knows no processors of \(name); leave it out")
            }
            if cpu?.numa != nil {
                refusals.add("domain.cpu.numa", "libvirt makes no NUMA nodes on \(name); leave it out")
            }
        }
        if devices.tpm?.enabled ?? (devices.tpm != nil), !architecture.isPC {
            refusals.add("domain.devices.tpm", "no TPM is emulated on \(name) here; leave it out")
        }
    }

    private func tooManyProcessors(for architecture: Architecture) -> Bool {
        guard let most = cpu?.maxSockets, most != 0 else { return false }
        return !architecture.hasProcessorModels && most > cpu?.sockets ?? 1
    }
}

extension VirtualMachineInstance {
    /// What does not go with a firmware, or a device tree, of the user's own.
    func refuseFirmware(_ refusals: inout Refusals) {
        guard let annotations = try? Annotations(metadata) else { return }
        if annotations.firmware != nil, spec.domain.firmware?.bootloader != nil {
            refusals.add(
                "domain.firmware.bootloader",
                "the annotation \(Annotations.firmwareKey) names a firmware, too; remove one")
        }
        if annotations.deviceTree != nil, let architecture = spec.architecture,
            architecture.isPC || architecture == .s390x
        {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations",
                    message: "there is no device tree on \(architecture.rawValue), which \(Annotations.deviceTreeKey) "
                        + "names; leave it out", reason: .fieldValueNotSupported))
        }
    }
}
