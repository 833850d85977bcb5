import DomainXML
import FixtureLoading
import Fixtures
import KubeVirt

/// A machine and a host whose domain XML is kept in `Golden`, by the name of its file.
enum GoldenCase: String, CaseIterable, Sendable {
    case tiny, tinyKVM
    case devices, devicesKVM, rootComplex, noConsole
    case topology, model, modelKVM, hostModelKVM, passthroughKVM
    case clockUTC, clockOffset, clockZone
    case firmware, noACPI, hostileText
    case arm64, arm64KVM, arm64UEFI
    case disks, scsiDisks, debian, debianUEFI, secureBoot
    case networks, isolated, noNetwork, plugged, pluggedRootComplex
    case exact, seeded, ownFirmware
    case armhf, i386, mips64el, ppc64le, riscv64, s390x
    case debugged
    case board
    case recorded

    var host: HostFacts {
        var facts = HostFacts.local(
            kvm: rawValue.hasSuffix("KVM"), emulator: self == .tiny ? "/usr/bin/qemu-system-x86_64" : nil)
        facts.firmware = firmware
        // The others stand for hosts of their own architecture.
        if Self.foreign.contains(self) { facts.architecture = .amd64 }
        return facts
    }

    /// Names of its own: the test driver holds the domains of all cases at once.
    var files: MachineFiles {
        let number = (Self.allCases.firstIndex(of: self) ?? 0) + 10
        let directory = "/run/user/1000/mayfly/m/abcdefghijk"
        return MachineFiles(
            domain: "mayfly-\(rawValue)-abcdefghijk", uuid: "7dd1c26c-9a5c-4e3b-8f0e-0000000000\(number)",
            consoleSocket: directory + "/console", consoleLog: directory + "/console.log",
            displaySocket: directory + "/vnc",
            helperSockets: (0..<2).map { "\(directory)/h\($0)" },
            agentSocket: self == .debian ? directory + "/agent" : nil,
            record: self == .hostileText
                ? #"{"machine":"]]></metadata><&'\"\#u{1}🦋"}"# : #"{"machine":"\#(rawValue)"}"#,
            volumes: [
                "root": VolumeFiles(
                    path: directory + "/root.qcow2", format: .qcow2,
                    backing: .init(path: "/var/cache/mayfly/images/'base & co'.qcow2", format: .qcow2)),
                "seed": VolumeFiles(path: directory + "/seed.iso", format: .raw),
                "scratch": VolumeFiles(path: directory + "/scratch.qcow2", format: .qcow2),
            ],
            variables: directory + "/nvram.fd"
        )
    }

    private static let foreign: [GoldenCase] = [.armhf, .board, .i386, .mips64el, .ppc64le, .riscv64, .s390x]

    private var firmware: FirmwareChoice? {
        let (loader, template): (String, String)
        switch self {
        case .debianUEFI: (loader, template) = ("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd")
        case .secureBoot: (loader, template) = ("OVMF/OVMF_CODE_4M.ms.fd", "OVMF/OVMF_VARS_4M.ms.fd")
        case .arm64UEFI: (loader, template) = ("AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd")
        default: return nil
        }
        return FirmwareChoice(
            loader: "/usr/share/" + loader, template: "/usr/share/" + template, isSecure: self == .secureBoot)
    }

    func machine() throws -> VirtualMachineInstance {
        switch self {
        case .tiny, .tinyKVM:
            let fixture = try FixtureLoader().load(path: repository + "/Fixtures/tiny.yaml")
            return booting(
                VirtualMachineInstance(metadata: fixture.template.metadata ?? ObjectMeta(), spec: fixture.template.spec)
            )
        case .devices, .devicesKVM: return small { $0.devices = Self.allDevices }
        case .rootComplex:
            var machine = small { $0.devices = Self.allDevices }
            machine.metadata.annotations?[PCIPlacement.annotation] = "true"
            return machine
        case .ownFirmware:
            var machine = emulated(.riscv64)
            var annotations = Annotations(
                deviceTree: "/srv/board.dtb", firmware: "/srv/u-boot.bin", machine: "virt-7.0")
            annotations.architecture = .riscv64
            annotations.apply(to: &machine.metadata)
            machine.spec.domain.firmware?.kernelBoot = nil
            return machine
        case .exact, .recorded:
            var machine = small { $0.devices.autoattachMemBalloon = nil }
            Annotations(
                kernel: "/boot/vmlinuz", repetition: .exact, debugging: Debugging(isRecorded: self == .recorded)
            ).apply(to: &machine.metadata)
            return machine
        case .debugged:
            var machine = small { $0.devices.interfaces = [.init(masquerade: .init(), name: "default")] }
            machine.spec.networks = [.init(name: "default", pod: .init())]
            let debugging = Debugging(debugger: .wait, hasMonitor: true, dump: .elf, captures: ["default"])
            Annotations(kernel: "/boot/vmlinuz", networkPolicy: .isolated, debugging: debugging)
                .apply(to: &machine.metadata)
            return machine
        case .noConsole: return small { $0.devices.autoattachSerialConsole = false }
        case .topology: return small { $0.cpu = .init(cores: 2, sockets: 3, threads: 2) }
        case .model, .modelKVM: return small { $0.cpu = .init(model: "Nehalem") }
        case .hostModelKVM: return small { $0.cpu = .init(model: "host-model") }
        case .passthroughKVM: return small { $0.cpu = .init(model: "host-passthrough") }
        case .clockUTC: return small { $0.clock = .init(utc: .init()) }
        case .clockOffset: return small { $0.clock = .init(utc: .init(offsetSeconds: -3600)) }
        case .clockZone: return small { $0.clock = .init(timezone: "Europe/Berlin") }
        case .firmware:
            return small {
                $0.firmware?.serial = "e4686d2c-6e8d-4335-b8fd-81bee22f4815"
                $0.firmware?.uuid = "5d307ca9-b3ef-428c-8861-06e72d69f223"
            }
        case .noACPI: return small { $0.features = .init(acpi: .init(enabled: false)) }
        case .hostileText:
            return small {
                $0.firmware?.kernelBoot?.kernelArgs = "a=\"<b>\" c='&d;' ]]> \u{1}e\nf\tg"
                $0.firmware?.serial = "<serial/>&'\""
            }
        case .arm64, .arm64KVM:
            return small(.arm64) {
                $0.features = .init(acpi: .init(enabled: false))
                $0.firmware?.kernelBoot?.kernelArgs = "console=ttyAMA0"
            }
        case .board: return .board
        case _ where Self.foreign.contains(self): return emulated(Architecture(rawValue: rawValue))
        default: return real()
        }
    }

    /// Machines of issue 3: disks, networks and firmware.
    private func real() -> VirtualMachineInstance {
        switch self {
        case .disks: return .disks
        case .scsiDisks: return .scsiDisks
        case .debian: return .debian { $0.spec.domain.firmware?.bootloader = .init(bios: .init(useSerial: true)) }
        case .debianUEFI:
            return .debian {
                $0.spec.domain.firmware?.bootloader = .init(efi: .init(persistent: true, secureBoot: false))
            }
        case .secureBoot:
            return .debian {
                $0.spec.domain.firmware?.bootloader = .init(efi: .init())
                $0.spec.domain.features = .init(smm: .init())
            }
        case .arm64UEFI: return .debian(.arm64) { $0.spec.domain.devices.autoattachGraphicsDevice = true }
        case .networks: return .networks
        case .seeded:
            return .debian {
                Annotations(seed: 7, clock: Timestamp(secondsSinceEpoch: 1_900_000_000)).apply(to: &$0.metadata)
                $0.spec.domain.devices.rng = .init()
            }
        case .isolated: return .debian { Annotations(networkPolicy: .isolated).apply(to: &$0.metadata) }
        case .noNetwork: return .debian { Annotations(networkPolicy: NetworkPolicy.none).apply(to: &$0.metadata) }
        case .plugged: return .plugged
        default:
            var machine = VirtualMachineInstance.plugged
            machine.metadata.annotations = [PCIPlacement.annotation: "true"]
            return machine
        }
    }

    func converter() throws -> DomainConverter {
        let machine = try machine()
        var files = files
        files.guestUUID = FixedIdentity(machine)?.uuid
        return try DomainConverter(machine, host: host, files: files)
    }

    private static let allDevices = DomainSpec.Devices(
        autoattachGraphicsDevice: true, autoattachMemBalloon: true, autoattachPodInterface: false,
        autoattachSerialConsole: true, rng: .init())
}

/// A machine that boots a kernel and has next to nothing else, changed by a body, with KubeVirt's defaults.
func small(_ architecture: Architecture = .amd64, _ change: (inout DomainSpec) -> Void = { _ in })
    -> VirtualMachineInstance
{
    var domain = DomainSpec(
        devices: .init(autoattachGraphicsDevice: false, autoattachMemBalloon: false, autoattachPodInterface: false),
        firmware: .init(kernelBoot: .init(kernelArgs: "console=ttyS0")), memory: .init(guest: .mebibytes(128)))
    change(&domain)
    return booting(
        VirtualMachineInstance(
            metadata: ObjectMeta(name: "small"), spec: .init(architecture: architecture, domain: domain)))
}

/// A machine of another architecture with a disk, a network and random numbers.
private func emulated(_ architecture: Architecture) -> VirtualMachineInstance {
    let isKnown = architecture == .s390x
    var machine = VirtualMachineInstance(
        metadata: ObjectMeta(name: "foreign"),
        spec: .init(
            architecture: isKnown ? architecture : nil,
            domain: DomainSpec(
                devices: .init(
                    autoattachGraphicsDevice: false, disks: [.init(name: "scratch")],
                    interfaces: [.init(masquerade: .init(), name: "default")], rng: .init()),
                firmware: .init(kernelBoot: .init(kernelArgs: "console=\(architecture.console)")),
                memory: .init(guest: .mebibytes(128))),
            networks: [.init(name: "default", pod: .init())],
            volumes: [.init(emptyDisk: .init(capacity: .mebibytes(16)), name: "scratch")]))
    Annotations(kernel: "/boot/vmlinux", initrd: "/boot/initrd", architecture: isKnown ? nil : architecture)
        .apply(to: &machine.metadata)
    return machine.withDefaults(host: .amd64)
}

private func booting(_ machine: VirtualMachineInstance) -> VirtualMachineInstance {
    var machine = machine
    Annotations(kernel: "/boot/vmlinuz", initrd: "/var/cache/mayfly/images/initrd.cpio").apply(to: &machine.metadata)
    return machine.withDefaults(host: .amd64)
}
