import DomainXML
import KubeVirt
import Testing

struct LocalLimitsTests {
    @Test("a machine without what this host lacks is taken")
    func taken() {
        #expect(small().localCauses().isEmpty)
    }

    @Test("memory that no host has is refused by its field, before anything is summed up with it")
    func memory() throws {
        func causes(_ size: String) throws -> [StatusCause] {
            let size = try Quantity(size)
            return small { $0.memory = .init(guest: size) }.localCauses()
        }
        #expect(try causes("4Pi").isEmpty)
        for size in ["5Pi", "8Ei", "99999999999999999999999Gi"] {
            let refused = try causes(size)
            #expect(refused.map(\.field) == ["spec.domain.memory.guest"], "\(size)")
            #expect(refused.first?.message.contains("which no host has") == true, "\(refused)")
        }
    }

    @Test("a kernel out of a container image is taken, but not an initramfs without one, nor a secret to pull it with")
    func container() throws {
        func causes(_ container: DomainSpec.KernelBootContainer) -> [StatusCause] {
            small { $0.firmware?.kernelBoot?.container = container }.localCauses()
        }
        #expect(causes(.init(image: "registry/kernel:1", initrdPath: "/initrd", kernelPath: "/vmlinuz")).isEmpty)
        let refused = causes(.init(image: "registry/kernel:1", imagePullSecret: "mine", initrdPath: "/initrd"))
        #expect(
            refused.map(\.field) == [
                "spec.domain.firmware.kernelBoot.container.imagePullSecret",
                "spec.domain.firmware.kernelBoot.container.kernelPath",
            ])
        #expect(refused.allSatisfy { $0.reason == .fieldValueNotSupported })
    }

    @Test("the bridge that KubeVirt gives a machine without interfaces is refused; masquerade is taken")
    func podInterface() throws {
        let plain = VirtualMachineInstance(
            metadata: ObjectMeta(name: "a"), spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))
        let cause = try #require(plain.withDefaults(host: .amd64).localCauses().first)
        #expect(cause.field == "spec.domain.devices.interfaces[0].bridge")
        #expect(cause.message.contains("use masquerade") && cause.message.contains("qemu-bridge-helper"))
        let masqueraded = plain.withDefaults(host: .amd64, podInterface: .masquerade)
        #expect(masqueraded.localCauses().isEmpty)
        #expect(masqueraded.userNetworks.map(\.netdev) == ["net-default"])
    }

    @Test("what the machines of an architecture have not is refused by its field")
    func architectures() {
        func fields(_ architecture: Architecture, _ change: (inout DomainSpec) -> Void) -> [String?] {
            var machine = VirtualMachineInstance(
                metadata: ObjectMeta(name: "a"), spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))
            Annotations(architecture: architecture).apply(to: &machine.metadata)
            change(&machine.spec.domain)
            return machine.withDefaults(host: .amd64, podInterface: .masquerade).localCauses().map(\.field)
        }
        for architecture in Architecture.beyondKubeVirt { #expect(fields(architecture) { _ in } == []) }
        let acpi: (inout DomainSpec) -> Void = { $0.features = .init(acpi: .init(enabled: true)) }
        #expect(fields(.i386, acpi) == [])
        #expect(fields(.ppc64le, acpi) == ["spec.domain.features.acpi.enabled"])
        #expect(fields(.armhf, acpi) == ["spec.domain.features.acpi.enabled"])
        let model: (inout DomainSpec) -> Void = { $0.cpu = .init(model: "5KEc") }
        #expect(fields(.mips64el, model) == ["spec.domain.cpu.model"])
        #expect(fields(.armhf, model) == [])
    }

    @Test("a firmware of one's own stands in the place of UEFI; a PC has no device tree")
    func firmware() {
        var machine = VirtualMachineInstance.debian(.arm64) {
            $0.spec.domain.features = .init(acpi: .init(enabled: false))
        }
        machine.spec.domain.firmware?.bootloader = nil
        Annotations(deviceTree: "/d", firmware: "/f").apply(to: &machine.metadata)
        let bound = machine.withDefaults(host: .arm64, podInterface: .masquerade)
        #expect(bound.firmwareNeed == nil)
        #expect(bound.localCauses() == [])
        machine.spec.domain.firmware = .init(bootloader: .init(efi: .init(secureBoot: false)))
        let fields = machine.withDefaults(host: .arm64, podInterface: .masquerade).localCauses().map(\.field)
        #expect(fields == ["spec.domain.firmware.bootloader"])
        var pc = small()
        Annotations(deviceTree: "/d").apply(to: &pc.metadata)
        #expect(pc.localCauses().map(\.field) == ["metadata.annotations"])
    }

    @Test("ACPI on arm64 wants UEFI, which is the default there")
    func acpi() throws {
        var machine = VirtualMachineInstance.debian(.arm64)
        #expect(machine.firmwareNeed == FirmwareNeed(architecture: .arm64, secureBoot: false))
        #expect(machine.localCauses().isEmpty)
        machine.spec.domain.firmware?.bootloader = nil
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.domain.features.acpi.enabled")
        #expect(cause.message.contains("UEFI"))
        let bare = small(.arm64) { $0.features = .init(acpi: .init(enabled: false)) }
        #expect(bare.localCauses().isEmpty)
        #expect(bare.firmwareNeed == nil)
    }

    @Test("what a cluster's scheduler would heed is no business of a single host")
    func scheduling() {
        var machine = small()
        machine.spec.evictionStrategy = .liveMigrate
        machine.spec.nodeSelector = ["kubernetes.io/arch": "amd64"]
        machine.spec.priorityClassName = "high"
        #expect(machine.localCauses().isEmpty)
        machine.spec.nodeSelector = ["disk": "fast"]
        #expect(machine.localCauses().map(\.field) == ["spec.nodeSelector[disk]"])
    }

    @Test("each thing that a single host lacks is refused by its field", arguments: Lack.all)
    func lacks(_ lack: Lack) {
        let causes = VirtualMachineInstance.debian(.amd64, lack.change).localCauses()
        #expect(causes.map(\.field) == ["spec." + lack.field])
        #expect(causes.allSatisfy { $0.reason == .fieldValueNotSupported })
    }

    @Test("a volume without a file and UEFI without firmware are refused by their fields")
    func files() throws {
        var files = GoldenCase.debian.files
        files.volumes["seed"] = nil
        let machine = VirtualMachineInstance.debian {
            $0.spec.domain.firmware?.bootloader = .init(efi: .init(secureBoot: false))
        }
        let error = #expect(throws: ConversionError.self) {
            try DomainConverter(machine, host: .local(kvm: false), files: files)
        }
        #expect(error?.causes.map(\.field) == ["spec.volumes[1]", "spec.domain.firmware.bootloader.efi"])
    }

    @Test("everything that is refused is told at once, and converting fails with the same")
    func together() throws {
        var machine = small { $0.devices.logSerialConsole = false }
        machine.spec.subdomain = "x"
        let error = #expect(throws: ConversionError.self) {
            try DomainConverter(machine, host: .local(kvm: false), files: GoldenCase.tiny.files)
        }
        #expect(error?.causes.map(\.field) == ["spec.domain.devices.logSerialConsole", "spec.subdomain"])
        #expect(error?.description.split(separator: "\n").count == 2)
    }
}
