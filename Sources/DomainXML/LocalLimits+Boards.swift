package import KubeVirt

extension VirtualMachineInstance {
    /// The board that the machine is; nil where it has buses for devices.
    package var board: Board? { (try? Annotations(metadata))?.board }

    /// What nobody can add to a machine that has no bus and is no board.
    func refuseBusless(_ refusals: inout Refusals) {
        guard let annotations = try? Annotations(metadata), let type = annotations.machine, !annotations.hasBus,
            annotations.board == nil
        else { return }
        let devices = spec.domain.devices
        for (field, isSet) in [
            ("autoattachGraphicsDevice", devices.autoattachGraphicsDevice == true),
            ("autoattachMemBalloon", devices.autoattachMemBalloon == true),
        ] where isSet {
            refusals.add(
                "domain.devices." + field,
                "a machine of the type \(type) has no bus for one; leave it out, or take another type")
        }
    }

    /// What a board has no place for. What it has is what is soldered to it.
    func refuseBoard(_ refusals: inout Refusals) {
        guard let annotations = try? Annotations(metadata), let board = annotations.board else { return }
        let limits = BoardLimits(board)
        func refuse(_ annotation: String, _ isSet: Bool, _ text: String) {
            guard isSet else { return }
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations[\(annotation)]", message: limits.reason(text),
                    reason: .fieldValueNotSupported))
        }
        refuse(
            Annotations.architectureKey, spec.architecture != Board.architecture,
            "its processor is an Arm: write \(Board.architecture.rawValue)")
        refuse(Annotations.kernelKey, annotations.kernel == nil, "it runs a program, an ELF file: name it")
        refuse(Annotations.initrdKey, annotations.initrd != nil, "it boots no kernel that would want an initramfs")
        refuse(Annotations.deviceTreeKey, annotations.deviceTree != nil, "its program knows what is on it")
        refuse(Annotations.firmwareKey, annotations.firmware != nil, "its program is all that runs")
        refuse(Annotations.rootKey, annotations.sharedRoot != nil, "its program mounts nothing")
        refuse(Annotations.repeatKey, annotations.repetition != nil, "it was not shown that it repeats")
        refuse(
            Annotations.debuggerKey, annotations.debugging.debugger != nil,
            "by QEMU's stub for gdb its program talks to its host")
        refuse(Annotations.dumpKey, annotations.debugging.dump != nil, "it was not tried to dump its memory")
        if spec.volumes?.isEmpty == false { refusals.add("volumes", limits.reason("nothing can be attached to it")) }
        if spec.readinessProbe != nil { refusals.add("readinessProbe", limits.reason("nobody answers there")) }
        if spec.startStrategy != nil { refusals.add("startStrategy", limits.reason("it starts with its program")) }
        limits.refuse(spec.domain, &refusals)
    }
}

private struct BoardLimits {
    let board: Board

    init(_ board: Board) { self.board = board }

    func reason(_ text: String) -> String {
        "\(text); for the annotation \(Annotations.machineKey) names the board \(board.rawValue)"
    }

    func refuse(_ domain: DomainSpec, _ refusals: inout Refusals) {
        func refuse(_ field: String, _ isSet: Bool, _ text: String) {
            if isSet { refusals.add("domain." + field, reason(text)) }
        }
        refuse(
            "memory.guest", domain.guestMemory != Board.memory,
            "its memory cannot be chosen, and QEMU wants to be told \(Board.memory)")
        refuse("memory.maxGuest", domain.memory?.maxGuest != nil, "its memory cannot be chosen")
        refuse("memory.hugepages", domain.memory?.hugepages != nil, "its memory cannot be chosen")
        refuse("cpu", domain.cpu?.count ?? 1 > 1, "it has one processor")
        refuse("cpu.maxSockets", domain.cpu?.maxSockets ?? 1 > 1, "it has one processor")
        let model = domain.cpu?.model ?? ""
        refuse("cpu.model", !["", "host-model"].contains(model), "its processor cannot be chosen")
        refuse("cpu.features", domain.cpu?.features?.isEmpty == false, "its processor cannot be chosen")
        refuse("firmware.bootloader", domain.firmware?.bootloader != nil, "its program is all that runs")
        refuse("ioThreads", domain.ioThreads != nil || domain.ioThreadsPolicy != nil, "it has no disks")
        let devices = domain.devices
        for index in (devices.disks ?? []).indices { refuse("devices.disks[\(index)]", true, "it has no disks") }
        for index in (devices.interfaces ?? []).indices {
            refuse(
                "devices.interfaces[\(index)]", true,
                "it has no bus for a network card (set autoattachPodInterface to false)")
        }
        refuse("devices.filesystems", devices.filesystems?.isEmpty == false, "it shares no directories")
        refuse("devices.rng", devices.rng != nil, "it has no bus for one")
        refuse("devices.tpm", devices.tpm?.enabled ?? (devices.tpm != nil), "it has no bus for one")
        refuse("devices.watchdog", devices.watchdog != nil, "it has its own or none")
        refuse("devices.inputs", devices.inputs?.isEmpty == false, "it has no bus for them")
        refuse("devices.sound", devices.sound != nil, "it has no bus for it")
        refuse("devices.panicDevices", devices.panicDevices?.isEmpty == false, "it has no bus for them")
        refuse("devices.autoattachVSOCK", devices.autoattachVSOCK == true, "it has no bus for it")
        refuse("devices.clientPassthrough", devices.clientPassthrough != nil, "it has no bus for USB")
        refuse("devices.autoattachGraphicsDevice", devices.autoattachGraphicsDevice == true, "it has no bus for one")
        refuse("devices.autoattachMemBalloon", devices.autoattachMemBalloon == true, "it has no bus for one")
        refuse("devices.autoattachSerialConsole", devices.autoattachSerialConsole == false, "it has serial lines")
    }
}
