import KubeVirt
import Testing

@Suite struct FirmwareAdmissionTests {
    private func check(
        _ causes: [String] = [], settings: (inout ClusterConfiguration) -> Void = { _ in },
        on gates: [FeatureGate] = [], _ location: SourceLocation = #_sourceLocation,
        _ change: (inout VirtualMachineInstanceSpec) -> Void
    ) {
        AdmissionCase("firmware", causes, on: gates, settings: settings, change).check(location)
    }

    @Test("secure boot, the default of UEFI, wants system management mode")
    func secureBoot() {
        let causes = ["FieldValueInvalid spec.domain"]
        check { $0.domain.firmware = .init(bootloader: .init(efi: .init(secureBoot: false))) }
        for (smm, isOn) in [
            (nil, false), (DomainSpec.FeatureState(enabled: false), false), (.init(enabled: true), true),
            (.init(), true),
        ] {
            check(isOn ? [] : causes) {
                $0.domain.firmware = .init(bootloader: .init(efi: .init()))
                $0.domain.features = .init(smm: smm)
            }
        }
    }

    @Test("the firmware of TDX needs no system management mode")
    func confidential() {
        check(on: [.workloadEncryptionTDX]) {
            $0.domain.firmware = .init(bootloader: .init(efi: .init()))
            $0.domain.launchSecurity = .init(tdx: .init())
        }
    }

    @Test("a machine has one firmware")
    func both() {
        check(["FieldValueInvalid spec.domain.firmware.bootloader"]) {
            $0.domain.firmware = .init(bootloader: .init(bios: .init(), efi: .init(secureBoot: false)))
        }
        check { $0.domain.firmware = .init(bootloader: .init(bios: .init())) }
    }

    @Test("machine types are those of the architecture, or those that the administrator lets in")
    func machineTypes() {
        let causes = ["FieldValueInvalid spec.domain.machine.type"]
        let known: [(Architecture, String, Bool)] = [
            (.amd64, "q35", true), (.amd64, "pc-q35-8.2", true), (.amd64, "", true), (.amd64, "pc", false),
            (.amd64, "virt", false), (.arm64, "virt-8.2", true), (.arm64, "q35", false),
            (.s390x, "s390-ccw-virtio", true), (.s390x, "test-s390-ccw-virtio", false),
        ]
        for (architecture, type, isKnown) in known {
            check(isKnown ? [] : causes) {
                $0.architecture = architecture
                $0.domain.machine = .init(type: type)
            }
        }
        check(settings: { $0.emulatedMachines = ["a?b*c"] }) { $0.domain.machine = .init(type: "axb--c") }
        check(causes, settings: { $0.emulatedMachines = ["a?b*c"] }) { $0.domain.machine = .init(type: "axb--c-") }
        check(causes, settings: { $0.emulatedMachines = ["a*"] }) { $0.domain.machine = .init(type: "a/b") }
    }

    @Test("tables for ACPI come from secrets")
    func tables() {
        let secret = VirtualMachineInstanceSpec.Volume(name: "s", secret: .init(secretName: "x"))
        func check(_ causes: [String], _ acpi: DomainSpec.ACPI, _ location: SourceLocation = #_sourceLocation) {
            self.check(causes, location) {
                $0.domain.firmware = .init(acpi: acpi)
                $0.domain.devices.disks = [.init(name: "s"), .init(name: "c")]
                $0.volumes = [secret, .init(containerDisk: .init(image: "i"), name: "c")]
            }
        }
        check([], .init(slicNameRef: "s"))
        check([], .init(msdmNameRef: "s", slicNameRef: "s"))
        check(["FieldValueInvalid spec.acpi"], .init())
        check(["FieldValueInvalid spec.acpi.slicNameRef"], .init(slicNameRef: "c"))
        check(
            ["FieldValueInvalid spec.acpi.msdmNameRef", "FieldValueInvalid spec.acpi.slicNameRef"],
            .init(msdmNameRef: "none", slicNameRef: "none"))
    }

    @Test("threads for disks are counted where they are a pool")
    func ioThreads() {
        for policy in ["shared", "auto"] { check { $0.domain.ioThreadsPolicy = policy } }
        check(["FieldValueInvalid spec.domain.ioThreadsPolicy"]) { $0.domain.ioThreadsPolicy = "bad" }
        for count in [nil, 0] as [Int?] {
            check(["FieldValueInvalid spec.domain.ioThreads.count"]) {
                $0.domain.ioThreadsPolicy = "supplementalPool"
                $0.domain.ioThreads = .init(supplementalPoolThreadCount: count.map { .init($0) })
            }
        }
        check {
            $0.domain.ioThreadsPolicy = "supplementalPool"
            $0.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
        }
    }

    @Test("arm64 has no BIOS and no models of processors")
    func arm() {
        func check(_ causes: [String], _ change: (inout DomainSpec) -> Void) {
            self.check(causes) {
                $0.architecture = .arm64
                change(&$0.domain)
            }
        }
        check(["FieldValueNotSupported spec.domain.firmware.bootloader.bios"]) {
            $0.firmware = .init(bootloader: .init(bios: .init()))
        }
        check(["FieldValueNotSupported spec.domain.cpu.model"]) { $0.cpu = .init(model: "host-model") }
        for model in [nil, "", "host-passthrough"] { check([]) { $0.cpu = .init(model: model) } }
    }

    @Test("an architecture that nobody knows is refused, and none too: defaults name it")
    func architecture() {
        for unknown in [nil, "", "vax"] {
            check(["FieldValueInvalid spec.architecture"]) {
                $0.architecture = unknown.map(Architecture.init(rawValue:))
            }
        }
        let machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "a"), spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))
        #expect(machine.admission().isEmpty)
    }
}
