import DomainXML
import KubeVirt
import Testing

/// Disks that the guest has as memory.
struct PersistentMemoryTests {
    private func machine(
        _ names: [String], repeats: Bool = false, _ change: (inout DomainSpec) -> Void = { _ in }
    ) -> VirtualMachineInstance {
        var machine = small {
            $0.devices.disks = [
                .init(disk: .init(bus: .virtio), name: "a"),
                .init(disk: .init(bus: .virtio, readonly: true), name: "b"),
            ]
            change(&$0)
        }
        machine.spec.volumes = ["a", "b"].map {
            .init(emptyDisk: .init(capacity: .mebibytes(4)), name: $0)
        }
        Annotations(
            kernel: repeats ? "/k" : nil, persistentMemory: names, repetition: repeats ? .exact : nil
        ).apply(to: &machine.metadata)
        return machine
    }

    private func xml(_ machine: VirtualMachineInstance) throws -> String {
        var files = MachineFiles(
            domain: "d", directory: "/run/m", consoleSocket: "/run/m/console", consoleLog: "/run/m/log",
            displaySocket: "/run/m/vnc")
        files.volumes = [
            "a": VolumeFiles(path: "/run/m/a,1", format: .raw), "b": VolumeFiles(path: "/run/m/b", format: .raw),
        ]
        files.persistentMemory = ["a": 4 << 20, "b": 6 << 20]
        return try DomainConverter(machine, host: .local(kvm: true, SingleHost()), files: files).xml()
    }

    @Test("they are memory in their order, with room for them, and no disks; others stay disks")
    func arguments() throws {
        let both = try xml(machine(["b", "a"]))
        let memory = try #require(machine([]).spec.domain.memory?.guest).roundedUp
        let words = both.split(separator: "\n").compactMap { $0.split(separator: "'").dropFirst().first }.map(
            String.init)
        let begin = try #require(words.firstIndex(of: "nvdimm=on"))
        #expect(
            Array(words[begin...].prefix(11)) == [
                "nvdimm=on", "-m", "slots=2,maxmem=\(memory + (10 << 20))", "-object",
                "memory-backend-file,id=pmem0,size=6291456,share=off,mem-path=/run/m/b", "-device",
                "nvdimm,id=ua-b,memdev=pmem0,unarmed=on", "-object",
                "memory-backend-file,id=pmem1,size=4194304,share=off,mem-path=/run/m/a,,1", "-device",
                "nvdimm,id=ua-a,memdev=pmem1",
            ])
        #expect(!both.contains("<disk "))
        let one = try xml(machine(["b"]))
        #expect(one.contains("<source file='/run/m/a,1'/>") && !one.contains("<source file='/run/m/b'/>"), "\(one)")
        #expect(try !xml(machine([])).contains("nvdimm"))
    }

    @Test("a run that shall be the same can have them, and no other disk")
    func repetition() {
        #expect(machine(["a", "b"], repeats: true).localCauses() == [])
        let causes = machine(["b"], repeats: true).localCauses()
        #expect(causes.map(\.field) == ["spec.domain.devices.disks[0]"])
        #expect(causes.first?.message.contains("mayfly.dev/pmem") == true)
    }

    @Test("a disk beside them is refused by its own place")
    func place() {
        var both = machine(["a"])
        both.spec.volumes?.removeLast()
        let error = #expect(throws: ConversionError.self) { try xml(both) }
        #expect(error?.causes.first?.field == "spec.domain.devices.disks[1].name")
    }

    @Test("what cannot be memory is refused, with why")
    func refused() {
        let cases: [([String], String, (inout DomainSpec) -> Void)] = [
            (["c"], "no disk ‘c’", { _ in }),
            (["a"], "a drive", { $0.devices.disks?[0] = .init(cdrom: .init(bus: .sata), name: "a") }),
            (["a"], "bus: scsi", { $0.devices.disks?[0].disk?.bus = .scsi }),
            (["a"], "serial", { $0.devices.disks?[0].serial = "x" }),
            (["a"], "cache", { $0.devices.disks?[0].cache = DomainSpec.DiskCache.none }),
            (["a"], "dedicatedIOThread", { $0.devices.disks?[0].dedicatedIOThread = true }),
            (["a"], "bootOrder", { $0.devices.disks?[0].bootOrder = 1 }),
            (["a"], "shareable", { $0.devices.disks?[0].shareable = true }),
            (["a"], "microvm", { $0.machine = .init(type: "microvm") }),
            (["a"], "ACPI", { $0.features = .init(acpi: .init(enabled: false)) }),
            (["a"], "maxGuest", { $0.memory = .init(guest: .mebibytes(64), maxGuest: .mebibytes(128)) }),
        ]
        for (names, words, change) in cases {
            let causes = machine(names, change).localCauses().filter {
                $0.field == "metadata.annotations[mayfly.dev/pmem]"
            }
            #expect(causes.count == 1 && causes[0].message.contains(words), "\(words): \(causes)")
        }
        var foreign = machine(["a"])
        foreign.spec.architecture = .arm64
        #expect(foreign.localCauses().contains { $0.message.contains("only machines of amd64") })
    }
}
