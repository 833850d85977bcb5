import DomainXML
import KubeVirt
import Testing

struct LocalLimitsTests {
    @Test("a machine without what this host lacks is taken")
    func taken() {
        #expect(small().localCauses().isEmpty)
    }

    @Test("a kernel out of a container image is refused, with the annotations that name one of this host")
    func container() throws {
        let machine = small {
            $0.firmware?.kernelBoot?.container = .init(image: "registry/kernel:1", kernelPath: "/vmlinuz")
        }
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.domain.firmware.kernelBoot.container")
        #expect(cause.message.contains("mayfly.dev/kernel"))
        #expect(cause.reason == .fieldValueNotSupported)
    }

    @Test("the bridge that KubeVirt gives a machine without interfaces is refused; masquerade is taken")
    func podInterface() throws {
        let plain = VirtualMachineInstance(
            metadata: ObjectMeta(name: "a"), spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))
        let cause = try #require(plain.withDefaults(host: .amd64).localCauses().first)
        #expect(cause.field == "spec.domain.devices.interfaces[0].bridge")
        #expect(cause.message.contains("use masquerade"))
        let masqueraded = plain.withDefaults(host: .amd64, podInterface: .masquerade)
        #expect(masqueraded.localCauses().isEmpty)
        #expect(masqueraded.userNetworks.map(\.netdev) == ["net-default"])
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

    @Test("an eviction strategy is refused: nothing drains this host")
    func eviction() throws {
        var machine = small()
        machine.spec.evictionStrategy = .liveMigrate
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.evictionStrategy")
        #expect(cause.message.contains("leave it out"))
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
            try DomainConverter(machine, host: HostFacts(kvm: false), files: files)
        }
        #expect(error?.causes.map(\.field) == ["spec.volumes[1]", "spec.domain.firmware.bootloader.efi"])
    }

    @Test("everything that is refused is told at once, and converting fails with the same")
    func together() throws {
        var machine = small { $0.devices.logSerialConsole = false }
        machine.spec.evictionStrategy = .liveMigrate
        let error = #expect(throws: ConversionError.self) {
            try DomainConverter(machine, host: HostFacts(kvm: false), files: GoldenCase.tiny.files)
        }
        #expect(error?.causes.map(\.field) == ["spec.domain.devices.logSerialConsole", "spec.evictionStrategy"])
        #expect(error?.description.split(separator: "\n").count == 2)
    }
}

/// Something that is right in a cluster and not to be had here.
struct Lack: Sendable, CustomTestStringConvertible {
    let field: String
    let change: @Sendable (inout VirtualMachineInstance) -> Void
    var testDescription: String { field }

    private static func disk(_ field: String, _ change: @escaping @Sendable (inout DomainSpec.Disk) -> Void) -> Lack {
        Lack(field: "domain.devices.disks[0]." + field) { machine in
            change(&machine.spec.domain.devices.disks![0])
        }
    }

    private static func interface(
        _ field: String, _ change: @escaping @Sendable (inout DomainSpec.Interface) -> Void
    ) -> Lack {
        Lack(field: "domain.devices.interfaces[0]" + field) { machine in
            change(&machine.spec.domain.devices.interfaces![0])
        }
    }

    static let all: [Lack] = [
        disk("shareable") { $0.shareable = true }, disk("tag") { $0.tag = "x" },
        disk("blockSize.matchVolume") { $0.blockSize = .init(matchVolume: .init()) },
        disk("blockSize.custom.discardGranularity") {
            $0.blockSize = .init(custom: .init(discardGranularity: 512, logical: 512, physical: 512))
        },
        disk("io") {
            $0.io = .native
            $0.cache = .writeBack
        },
        disk("cdrom.bus") {
            $0.disk = nil
            $0.cdrom = .init(bus: .virtio)
        },
        disk("lun") {
            $0.disk = nil
            $0.lun = .init()
        },
        interface(".bridge") { $0.bridge = .init() }, interface(".passtBinding") { $0.passtBinding = .init() },
        interface(".sriov") { $0.sriov = .init() }, interface(".binding") { $0.binding = .init(name: "x") },
        interface("") { $0.masquerade = nil }, interface(".state") { $0.state = "absent" },
        interface(".dhcpOptions.ntpServers") { $0.dhcpOptions = .init(ntpServers: ["10.0.0.1"]) },
        interface(".dhcpOptions.privateOptions") {
            $0.dhcpOptions = .init(privateOptions: [.init(option: 240, value: "x")])
        },
        Lack(field: "networks[0].multus") {
            $0.spec.networks![0] = .init(multus: .init(networkName: "n"), name: "default")
        },
        Lack(field: "networks[0].pod.vmNetworkCIDR") { $0.spec.networks![0].pod?.vmNetworkCIDR = "10.0.2.0/30" },
        Lack(field: "networks[0].pod.vmIPv6NetworkCIDR") { $0.spec.networks![0].pod?.vmIPv6NetworkCIDR = "fd10::/120" },
        Lack(field: "volumes[0].containerDisk.imagePullSecret") {
            $0.spec.volumes![0].containerDisk?.imagePullSecret = "s"
        },
        Lack(field: "volumes[1].cloudInitNoCloud.secretRef") {
            $0.spec.volumes![1].cloudInitNoCloud = .init(secretRef: .init(name: "s"))
        },
        Lack(field: "volumes[1].cloudInitNoCloud.networkDataSecretRef") {
            $0.spec.volumes![1].cloudInitNoCloud?.networkDataSecretRef = .init(name: "s")
        },
        Lack(field: "volumes[1].emptyDisk.capacity") {
            $0.spec.volumes![1] = .init(emptyDisk: .init(capacity: .zero), name: "seed")
        },
        Lack(field: "domain.devices.disks[2].name") {
            $0.spec.domain.devices.disks?.append(.init(cdrom: .init(), name: "none"))
        },
        Lack(field: "domain.devices.networkInterfaceMultiqueue") {
            $0.spec.domain.devices.networkInterfaceMultiqueue = true
        },
        Lack(field: "domain.devices.logSerialConsole") { $0.spec.domain.devices.logSerialConsole = false },
        Lack(field: "domain.resources.limits.cpu") {
            $0.spec.domain.resources = .init(limits: ["cpu": .millicores(1500), "memory": .gibibytes(1)])
        },
        Lack(field: "subdomain") { $0.spec.subdomain = "x" },
    ]
}
