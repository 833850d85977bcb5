import DomainXML
import KubeVirt
import Testing

struct RepetitionLimitsTests {
    private static let unrepeatable: [(String, @Sendable (inout DomainSpec) -> Void)] = [
        ("domain.cpu", { $0.cpu = .init(cores: 2) }),
        ("domain.cpu.model", { $0.cpu = .init(model: "host-passthrough") }),
        ("domain.devices.disks[0]", { $0.devices.disks = [.init(name: "a")] }),
        ("domain.devices.rng", { $0.devices.rng = .init() }),
        ("domain.devices.tpm", { $0.devices.tpm = .init() }),
        ("domain.devices.autoattachGraphicsDevice", { $0.devices.autoattachGraphicsDevice = true }),
        ("domain.devices.autoattachMemBalloon", { $0.devices.autoattachMemBalloon = true }),
        ("domain.devices.interfaces[0]", { $0.devices.interfaces = [.init(masquerade: .init(), name: "default")] }),
        ("domain.clock", { $0.clock = .init(timezone: "Europe/Berlin") }),
    ]

    private func causes(_ architecture: Architecture = .amd64, _ change: (inout DomainSpec) -> Void = { _ in })
        -> [StatusCause]
    {
        var machine = small(architecture, change)
        Annotations(kernel: "/k", repetition: .exact).apply(to: &machine.metadata)
        return machine.localCauses().filter { $0.message.contains("mayfly.dev/repeat") }
    }

    @Test("a machine that shall repeat exactly has nothing of which nobody knows when it answers")
    func refused() {
        #expect(causes() == [])
        for (field, change) in Self.unrepeatable {
            #expect(causes(.amd64, change).map(\.field) == ["spec." + field])
        }
    }

    @Test("nor is it of an architecture of which it was not shown, as of all that have a machine here")
    func architecture() {
        #expect(causes(.s390x) == [])
        #expect(causes(Architecture(rawValue: "loong64")).map(\.field) == ["spec.architecture"])
    }

    @Test("nor of a machine type that was not compared, by whatever says so")
    func type() {
        for (architecture, type, isShown) in [
            (Architecture.amd64, "q35", true), (.amd64, "pc-q35-7.2", true), (.amd64, "pc", false),
            (.amd64, "pc-i440fx-7.2", false), (.i386, "q35", true), (.arm64, "virt-7.2", true), (.armhf, "virt", true),
            (.armhf, "vexpress-a15", false), (.mips64el, "malta", true), (.ppc64le, "pseries", true),
            (.ppc64le, "powernv9", false),
        ] {
            // An arm64 begins by UEFI where nobody says otherwise.
            let firmware = "spec.domain.firmware.bootloader.efi"
            let field = causes(architecture) { $0.machine = .init(type: type) }.filter { $0.field != firmware }
            #expect(field.map(\.field) == (isShown ? [] : ["spec.domain.machine.type"]), "\(architecture) \(type)")
            var machine = small(architecture)
            Annotations(kernel: "/k", machine: type, repetition: .exact).apply(to: &machine.metadata)
            let told = machine.localCauses().filter {
                $0.message.contains("mayfly.dev/repeat") && $0.field != firmware
            }
            #expect(told.map(\.field) == (isShown ? [] : ["metadata.annotations[mayfly.dev/machine]"]))
            #expect(told.allSatisfy { $0.message.contains("only that \(architecture.defaultMachineType ?? "") does") })
        }
    }

    @Test("nor recorded on an architecture of which no recording came again")
    func recorded() {
        for (architecture, isShown) in [
            (Architecture.amd64, true), (.i386, true), (.arm64, true), (.riscv64, true), (.ppc64le, false),
            (.s390x, false),
        ] {
            var machine = small(architecture)
            Annotations(kernel: "/k", repetition: .exact, debugging: Debugging(isRecorded: true))
                .apply(to: &machine.metadata)
            let fields = machine.localCauses().map(\.field)
            #expect(
                fields.contains("metadata.annotations[mayfly.dev/record]") == !isShown, "\(architecture): \(fields)")
        }
    }

    @Test("an identity is a UUID and addresses of QEMU's, others for other seeds")
    func identity() throws {
        let identity = FixedIdentity(seed: 7)
        #expect(identity == FixedIdentity(seed: 7))
        #expect(identity.uuid != FixedIdentity(seed: 8).uuid)
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(try form.wholeMatch(in: identity.uuid) != nil)
    }
}
