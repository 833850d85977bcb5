import DomainXML
import KubeVirt
import Testing

struct BoardLimitsTests {
    private func causes(_ change: (inout VirtualMachineInstance, inout Annotations) -> Void = { _, _ in })
        -> [StatusCause]
    {
        var machine = VirtualMachineInstance.board
        var annotations = (try? Annotations(machine.metadata)) ?? Annotations()
        change(&machine, &annotations)
        annotations.apply(to: &machine.metadata)
        return machine.localCauses()
    }

    @Test("a board has what is soldered to it, and nothing else by any field")
    func refused() {
        #expect(causes() == [])
        let changes: [(String, @Sendable (inout DomainSpec) -> Void)] = [
            ("memory.guest", { $0.memory?.guest = .mebibytes(64) }), ("cpu", { $0.cpu = .init(cores: 2) }),
            ("cpu.model", { $0.cpu = .init(model: "cortex-a15") }),
            ("devices.disks[0]", { $0.devices.disks = [.init(name: "a")] }),
            ("devices.rng", { $0.devices.rng = .init() }),
            ("devices.interfaces[0]", { $0.devices.interfaces = [.init(masquerade: .init(), name: "default")] }),
            ("devices.inputs", { $0.devices.inputs = [.init(name: "t", type: "tablet")] }),
            ("devices.autoattachMemBalloon", { $0.devices.autoattachMemBalloon = true }),
            ("devices.autoattachGraphicsDevice", { $0.devices.autoattachGraphicsDevice = true }),
            ("devices.autoattachSerialConsole", { $0.devices.autoattachSerialConsole = false }),
        ]
        for (field, change) in changes {
            let found = causes { machine, _ in change(&machine.spec.domain) }.filter { $0.message.contains("microbit") }
            #expect(found.map(\.field) == ["spec.domain." + field])
        }
    }

    @Test("nor by any annotation: it runs a program of its processor's, and its stub for gdb serves that")
    func annotations() {
        let changes: [(String, @Sendable (inout Annotations) -> Void)] = [
            ("kernel", { $0.kernel = nil }), ("initrd", { $0.initrd = "/i" }), ("dtb", { $0.deviceTree = "/d" }),
            ("firmware", { $0.firmware = "/f" }), ("repeat", { $0.repetition = .exact }),
            ("root", { $0.sharedRoot = SharedRoot("/r", by: .ninep) }),
            ("gdb", { $0.debugging.debugger = .wait }), ("dump", { $0.debugging.dump = .elf }),
        ]
        for (key, change) in changes {
            let fields = causes { _, annotations in change(&annotations) }.map(\.field)
            #expect(fields.contains("metadata.annotations[mayfly.dev/\(key)]"), "\(key): \(fields)")
        }
        let other = causes { machine, annotations in
            annotations.architecture = .riscv64
            machine.spec.architecture = .riscv64
        }
        #expect(other.map(\.field) == ["metadata.annotations[mayfly.dev/architecture]"])
        #expect(causes { _, annotations in annotations.machine = "virt" } == [])
    }
}

extension VirtualMachineInstance {
    /// A program with arguments on a board, with KubeVirt's defaults.
    static var board: VirtualMachineInstance {
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "board"),
            spec: .init(
                domain: DomainSpec(
                    devices: .init(
                        autoattachGraphicsDevice: false, autoattachMemBalloon: false, autoattachPodInterface: false),
                    firmware: .init(kernelBoot: .init(kernelArgs: "first second")),
                    memory: .init(guest: Board.memory))))
        Annotations(kernel: "/srv/program.elf", machine: Board.microbit.rawValue, architecture: Board.architecture)
            .apply(to: &machine.metadata)
        return machine.withDefaults(host: .amd64, podInterface: .masquerade)
    }
}
