package import KubeVirt

extension VirtualMachineInstance {
    /// What a machine cannot have whose time, chance and identity are fixed.
    func refuseRepetition(_ refusals: inout Refusals) {
        guard let annotations = try? Annotations(metadata) else { return }
        if annotations.fixedClock != nil, spec.domain.clock?.utc != nil || spec.domain.clock?.timezone != nil {
            refusals.add(
                "domain.clock",
                "the annotation \(Annotations.clockKey) (or \(Annotations.repeatKey)) fixes the clock; remove one")
        }
        guard annotations.repeatsExactly else { return }
        let architecture = annotations.architecture ?? spec.architecture
        if let architecture, architecture.typeShownToRepeat == nil {
            refusals.add(
                "architecture", Self.reason("it was not shown that \(architecture.rawValue)'s machine repeats"))
        } else {
            refuseRepetition(ofType: annotations, on: architecture ?? .amd64, &refusals)
        }
        if let architecture, annotations.debugging.isRecorded, !architecture.isShownToReplay {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations[\(Annotations.recordKey)]",
                    message:
                        "it was not shown that a recorded run of \(architecture.rawValue)'s machine comes again; leave it out",
                    reason: .fieldValueNotSupported))
        }
        if spec.readinessProbe != nil { refusals.add("readinessProbe", Self.reason("a probe asks the guest")) }
        if annotations.sharedRoot != nil {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations[\(Annotations.rootKey)]",
                    message: Self.reason("the host's directories are the host's"), reason: .fieldValueNotSupported))
        }
        spec.domain.refuseRepetition(on: architecture, beside: annotations.persistentMemory, &refusals)
    }

    private func refuseRepetition(
        ofType annotations: Annotations, on architecture: Architecture, _ refusals: inout Refusals
    ) {
        // Of a board its own limits tell.
        guard let type = annotations.machine ?? spec.domain.machine?.type?.nonEmpty, annotations.board == nil,
            !architecture.isShownToRepeat(on: type), let usual = architecture.typeShownToRepeat
        else { return }
        refusals.causes.append(
            StatusCause(
                field: annotations.machine == nil
                    ? "spec.domain.machine.type" : "metadata.annotations[\(Annotations.machineKey)]",
                message: Self.reason(
                    "it was not shown that \(architecture.rawValue)'s machine \(type) repeats, only that \(usual) does"),
                reason: .fieldValueNotSupported))
    }

    fileprivate static func reason(_ text: String) -> String {
        "\(text), and the annotation \(Annotations.repeatKey) says that each run shall be the same; leave one out"
    }
}

extension Architecture {
    /// The machine type of which two runs were compared byte by byte; nil where none was.
    package var typeShownToRepeat: String? { defaultMachineType }

    /// Those of which a recorded run of the usual machine came again, to the byte. QEMU 7.2 stands still when it resets a
    /// pseries while it records, and ends with "Bad icount read" as soon as it records an s390x.
    package static let shownToReplay: [Architecture] = [.amd64, .arm64, .armhf, .i386, .mips64el, .riscv64]

    package var isShownToReplay: Bool { Self.shownToReplay.contains(self) }

    /// Whether a machine of a type, perhaps with its version, is the one that was shown to repeat.
    package func isShownToRepeat(on type: String) -> Bool {
        guard let usual = typeShownToRepeat else { return false }
        return type == usual || type.hasPrefix((usual == "q35" ? "pc-q35" : usual) + "-")
    }
}

extension DomainSpec {
    fileprivate func refuseRepetition(
        on architecture: Architecture?, beside persistentMemory: [String], _ refusals: inout Refusals
    ) {
        func refuse(_ field: String, _ isSet: Bool, _ reason: String) {
            if isSet { refusals.add("domain." + field, VirtualMachineInstance.reason(reason)) }
        }
        let processors = cpu?.count ?? 1
        refuse("cpu", processors > 1, "\(processors) processors run in an order that is the host's")
        refuse("cpu.maxSockets", cpu?.maxSockets ?? 1 > 1, "processors are plugged in when the host wants it")
        // Of arm64 KubeVirt knows no other name for a processor, and where there is no KVM it is an emulated one.
        refuse(
            "cpu.model", cpu?.model == "host-passthrough" && architecture != .arm64,
            "the host's own processor needs KVM")
        refuse("firmware.bootloader.efi", firmware?.bootloader?.efi != nil, "UEFI keeps its variables in a file")
        refuse("ioThreads", ioThreads != nil || ioThreadsPolicy != nil, "threads of the host take their time")
        for (index, disk) in (devices.disks ?? []).enumerated() where !persistentMemory.contains(disk.name) {
            refuse(
                "devices.disks[\(index)]", true,
                "when a disk ‘\(disk.name)’ answers is the host's matter (persistent memory answers at once: name the disk "
                    + "in the annotation \(Annotations.persistentMemoryKey), and the guest has it as /dev/pmem0)")
        }
        for index in (devices.interfaces ?? []).indices {
            refuse(
                "devices.interfaces[\(index)]", true,
                "when a packet comes is the host's matter (set autoattachPodInterface to false)")
        }
        refuse("devices.filesystems", devices.filesystems?.isEmpty == false, "the host's directories are the host's")
        refuse("devices.rng", devices.rng != nil, "when random numbers come is the host's matter")
        refuse("devices.tpm", devices.tpm?.enabled ?? (devices.tpm != nil), "a TPM is another program")
        refuse("devices.inputs", devices.inputs?.isEmpty == false, "somebody might type")
        refuse("devices.sound", devices.sound != nil, "a sound card goes by the host's clock")
        refuse("devices.autoattachVSOCK", devices.autoattachVSOCK == true, "the host may speak")
        refuse("devices.clientPassthrough", devices.clientPassthrough != nil, "the host may plug in what it likes")
        refuse("devices.autoattachGraphicsDevice", devices.autoattachGraphicsDevice == true, "somebody might type")
        refuse("devices.autoattachMemBalloon", devices.autoattachMemBalloon == true, "a balloon is the host's to pump")
    }
}
