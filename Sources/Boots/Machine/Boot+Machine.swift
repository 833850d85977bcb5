import DomainXML
import KubeVirt
import LocalProvider
import Machines
import Spelling

/// The machine of a boot beside its processors and memory: its type, its firmware, its device tree, its devices.
extension Boot {
    /// The boot of a firmware that nothing is given to: what it finds is on ``devices``.
    public init(firmware: BootFirmware) {
        self.init(kernel: "", userspace: .none)
        self.firmware = firmware
    }

    /// Whether there is a kernel, and not a firmware alone.
    var hasKernel: Bool { !kernel.isEmpty }

    /// What a firmware alone is, in the place of a kernel; nil where there is one.
    var firmwareFiles: KernelFiles? {
        guard !hasKernel else { return nil }
        guard case .file(let path)? = firmware else { return KernelFiles(image: "", version: "") }
        return KernelFiles(image: path, version: "")
    }

    func addMachine(to spec: inout VirtualMachineInstanceSpec, _ annotations: inout Annotations) {
        annotations.machine = machineType
        annotations.deviceTree = deviceTree
        switch firmware {
        case nil: break
        case .file(let path)?: annotations.firmware = path
        case .uefi?: spec.domain.firmware = .init(bootloader: .init(efi: .init(secureBoot: false)))
        }
        for device in devices { device.add(to: &spec, &annotations, on: machineArchitecture) }
    }

    /// The modules of the machine's devices that the kernel has and has to load.
    func deviceModules(of kernel: KernelFiles) -> [String] {
        guard kernel.modules != nil else { return [] }
        return devices.flatMap { $0.modules(on: machineArchitecture) }.filter {
            kernel.builtin?.contains($0) != true && kernel.presence(of: $0) == .here
        }
    }

    /// Whether its machine has a bus for devices.
    private var hasBus: Bool { Annotations(machine: machineType).hasBus }

    /// Refuses a machine type that this host's QEMU does not know, and what is wrong with one that it knows.
    func checkMachineType() async throws(MachineError) {
        guard machineType != nil, board == nil, let program = Emulator.path(for: machineArchitecture) else { return }
        try checkMachineType(among: try await EmulatorIdentity.machineTypes(of: program), of: program)
    }

    /// The same, where `program` knows these types.
    func checkMachineType(among types: [String], of program: String) throws(MachineError) {
        guard let machineType, board == nil else { return }
        guard types.contains(machineType) else {
            let boards = Board.allCases.map(\.rawValue)
            let hint = suggestion(for: machineType, among: types + boards).map { "did you mean ‘\($0)’? " } ?? ""
            throw MachineError(
                .invalidInput,
                "QEMU knows no machine ‘\(machineType)’ of \(machineArchitecture.rawValue), nor is it a board; \(hint)\(program) "
                    + "-machine help lists the machines, and the boards are \(boards.joined(separator: ", "))")
        }
        if let reason = Self.unstartable[machineType] {
            throw MachineError(
                .invalidInput,
                "libvirt starts the machines here, and could not start a \(machineType): \(reason). Take another type, such as "
                    + "\(machineArchitecture.defaultMachineType ?? "q35")")
        }
        guard !hasBus else { return }
        let asked: [(String, Bool)] = [
            ("our own initramfs, whose helper talks over virtio", hasTools && !isExact),
            ("--device", !devices.isEmpty),
            ("--network", debugging.network != nil),
        ]
        guard let word = asked.first(where: \.1)?.0 else { return }
        throw MachineError(
            .invalidInput,
            "a machine of the type \(machineType) has no bus to which devices are added, only what is soldered to it, so it "
                + "cannot have \(word). Give it an initramfs of its own by --initrd, --initramfs DIR or --no-initrd, and "
                + "leave --device and --network out")
    }

    /// Types that were tried (libvirt 9.0, QEMU 7.2) and did not start.
    private static let unstartable = [
        "microvm": "it is to be without vmport, as every PC here, and QEMU's has no such property",
        "raspi3b": "it is told whether there is ACPI, and QEMU's has no such property",
    ]

    /// Refuses what cannot be put together, by the words of the command line.
    func checkMachine() throws(MachineError) {
        guard hasKernel else {
            guard firmware != nil else {
                throw MachineError(.invalidInput, "there is nothing to boot: no kernel and no firmware")
            }
            let asked: [(String, Bool)] = [
                ("an initramfs", userspace != .none), ("--append", !arguments.isEmpty), ("--modules", modules != nil),
                ("--vmlinux", symbols != nil), ("--kunit", endsAfterKernelTests),
                ("--coverage", debugging.coverage != nil), ("--kcov", debugging.kcov != nil),
                ("--record", debugging.recording != nil),
                ("a board", board != nil),
            ]
            guard let word = asked.first(where: \.1)?.0 else { return }
            throw MachineError(
                .invalidInput,
                "a firmware alone cannot have \(word), which is for a kernel; name one by --kernel, or leave it out")
        }
        guard let board else { return }
        let asked: [(String, Bool)] = [
            ("--firmware", firmware != nil), ("--dtb", deviceTree != nil), ("--device", !devices.isEmpty),
        ]
        if let word = asked.first(where: \.1)?.0 {
            throw MachineError(
                .invalidInput,
                "\(board.rawValue) is a board with all that it has soldered to it, and its program is all that runs; leave "
                    + "\(word) out")
        }
    }
}
