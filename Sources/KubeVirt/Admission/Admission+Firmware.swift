extension DomainSpec {
    /// The chipset, which the administrator lets in by patterns.
    func machineCauses(
        at field: String, architecture: Architecture?, under configuration: ClusterConfiguration
    ) -> [StatusCause] {
        guard let type = machine?.type, !type.isEmpty else { return [] }
        let patterns = configuration.emulatedMachines(of: architecture)
        guard !patterns.contains(where: { ShellPattern.matches(type, pattern: $0) }) else { return [] }
        return [
            .invalid(
                "\(field).machine.type is not supported: \(type) (allowed values: [\(patterns.joined(separator: " "))])",
                at: "\(field).machine.type")
        ]
    }

    /// BIOS or UEFI, not both; secure boot only with system management mode; a kernel out of an image.
    func firmwareCauses(at field: String, annotations: ObjectMeta) -> [StatusCause] {
        guard let firmware else { return [] }
        var causes: [StatusCause] = []
        if let bootloader = firmware.bootloader, bootloader.efi != nil, bootloader.bios != nil {
            let place = "\(field).firmware.bootloader"
            causes.append(
                .invalid("\(place) has both EFI and BIOS configured, but they are mutually exclusive.", at: place))
        }
        causes += kernelCauses(at: "\(field).firmware.kernelBoot", annotations: annotations)
        // The firmware of TDX keeps its keys in itself.
        if let efi = firmware.bootloader?.efi, efi.secureBoot ?? true, !(features?.smm?.isOn ?? false),
            launchSecurity?.tdx == nil
        {
            causes.append(
                .invalid(
                    "\(field) has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.",
                    at: field))
        }
        return causes
    }

    private func kernelCauses(at field: String, annotations metadata: ObjectMeta) -> [StatusCause] {
        let kernel = metadata.annotations?[Annotations.kernelKey]
        guard let boot = firmware?.kernelBoot else { return [] }
        guard let container = boot.container else {
            guard boot.kernelArgs ?? "" != "", kernel == nil else { return [] }
            return [
                .invalid("kernel arguments cannot be provided without an external kernel", at: "\(field).kernelArgs")
            ]
        }
        var causes: [StatusCause] = []
        if kernel != nil {
            causes.append(
                .invalid(
                    "\(field).container and the annotation \(Annotations.kernelKey) both name a kernel; remove one",
                    at: "\(field).container"))
        }
        return causes + container.causes(at: "\(field).container")
    }

    /// Threads that do the disks' work, as many as are asked for.
    func ioThreadCauses(at field: String) -> [StatusCause] {
        guard let policy = ioThreadsPolicy else { return [] }
        switch policy {
        case "auto", "shared": return []
        case "supplementalPool":
            guard ioThreads?.supplementalPoolThreadCount ?? 0 < 1 else { return [] }
            return [
                .invalid(
                    "the number of iothreads needs to be set and positive for the dedicated policy",
                    at: "\(field).ioThreads.count")
            ]
        default: return [.invalid("Invalid IOThreadsPolicy (\(policy))", at: "\(field).ioThreadsPolicy")]
        }
    }
}

extension DomainSpec.KernelBootContainer {
    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if image.isEmpty {
            causes.append(.required("\(field) must be defined with an image", at: "\(field).image"))
        }
        if kernelPath ?? "" == "", initrdPath ?? "" == "" {
            causes.append(
                .required(
                    "\(field) must be defined with at least one of the following: kernelPath, initrdPath", at: field))
        }
        for (name, path) in [("kernelPath", kernelPath), ("initrdPath", initrdPath)] {
            guard let path, !path.isEmpty else { continue }
            causes += VirtualMachineInstanceSpec.pathCauses(path, at: "\(field).\(name)")
        }
        return causes
    }
}

extension VirtualMachineInstanceSpec {
    /// Tables for the guest's ACPI, which come from secrets. KubeVirt names their field without `domain.firmware`.
    func firmwareTableCauses(at field: String) -> [StatusCause] {
        guard let acpi = domain.firmware?.acpi else { return [] }
        let names = [("slicNameRef", acpi.slicNameRef ?? ""), ("msdmNameRef", acpi.msdmNameRef ?? "")]
        guard names.contains(where: { !$0.1.isEmpty }) else {
            return [.invalid("ACPI was set but no SLIC nor MSDM volume reference was set", at: "\(field).acpi")]
        }
        return names.compactMap { name, reference in
            guard !reference.isEmpty else { return nil }
            let volume = volumes?.first { $0.name == reference }
            guard volume?.secret == nil else { return nil }
            let problem = volume == nil ? "does not have a matching Volume" : "refers to Volume of unsupported type"
            return .invalid("\(field).acpi \(problem).", at: "\(field).acpi.\(name)")
        }
    }
}
