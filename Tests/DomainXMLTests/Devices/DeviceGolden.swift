import DomainXML
import KubeVirt

/// A machine with devices that KubeVirt's samples have none of; its domain XML is kept in `Golden/Devices`, by the name of
/// its file. Those that begin with `node` are as a cluster's node would have them, the others as this host boots them.
enum DeviceGolden: String, CaseIterable, Sendable {
    case everyDevice, everyDeviceARM, everyDeviceZ, rootComplex
    case volumes, emptyDrive, bridge, pool
    case nodeEveryDevice, nodeVolumes, nodeInterfaces

    /// What libvirt 9.0, with which these are checked, does not know: pools of threads and passt as it was built there.
    var isBeyondLibvirt9: Bool { self == .pool || self == .nodeInterfaces }

    /// KubeVirt writes attributes and elements that libvirt's schema does not know, and libvirt overlooks.
    var isInSchema: Bool { !rawValue.hasPrefix("node") }

    private var isNode: Bool { rawValue.hasPrefix("node") }

    private var architecture: Architecture {
        switch self {
        case .everyDeviceARM: .arm64
        case .everyDeviceZ: .s390x
        default: .amd64
        }
    }

    func converter() throws -> DomainConverter {
        let machine = machine()
        guard isNode else { return try DomainConverter(machine, host: host, files: files) }
        var host = HostFacts(kvm: true)
        host.attachments = ["default": .tap, "second": .tap]
        host.blockClaims = ["claim"]
        host.logsSerialConsole = true
        host.freePageReporting = true
        host.balloonPeriod = 10
        return try DomainConverter(machine, host: host, files: .kubeVirt(machine, host: host))
    }

    private var host: HostFacts {
        var single = SingleHost()
        single.libvirt = 10_000_000
        single.qemu = 9_000_000
        single.lackOfTPM = nil
        single.hasVSOCK = true
        single.lackOfVirtiofs = nil
        single.bridge = "br0"
        return .local(kvm: false, single)
    }

    private var files: MachineFiles {
        let number = (Self.allCases.firstIndex(of: self) ?? 0) + 10
        let directory = "/run/user/1000/mayfly/m/abcdefghijk"
        var files = MachineFiles(
            domain: "mayfly-\(rawValue)-bcdefghijkl", uuid: "3c2f9a40-1d0b-4a35-9e57-0000000000\(number)",
            directory: directory, consoleSocket: directory + "/console", consoleLog: directory + "/console.log",
            displaySocket: directory + "/vnc", helperSockets: [directory + "/h0"], record: "{}")
        files.variables = directory + "/nvram"
        files.shareSockets["share"] = directory + "/fs0"
        files.volumes = [
            "root": VolumeFiles(
                path: directory + "/root.qcow2", format: .qcow2, backing: .init(path: "/images/base", format: .qcow2)),
            "host": VolumeFiles(path: "/data/host.img", format: .raw),
            "claim": VolumeFiles(path: "/dev/mapper/claim", format: .raw, isBlockDevice: true),
            "seed": VolumeFiles(path: directory + "/seed.iso", format: .raw),
            "share": VolumeFiles(path: "/data/share", format: .raw),
        ]
        return files
    }

    private func machine() -> VirtualMachineInstance {
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: rawValue, namespace: "default", uid: "1234"),
            spec: .init(
                architecture: architecture,
                domain: .init(
                    devices: .init(autoattachGraphicsDevice: false, autoattachPodInterface: false),
                    machine: .init(type: machineType), memory: .init(guest: .mebibytes(256))), volumes: []))
        switch self {
        case .everyDevice, .everyDeviceZ, .nodeEveryDevice: everyDevice(&machine)
        case .everyDeviceARM:
            everyDevice(&machine)
            machine.spec.domain.features = .init(acpi: .init(enabled: false))
        case .rootComplex:
            everyDevice(&machine)
            machine.metadata.annotations = [PCIPlacement.annotation: "true"]
        case .volumes, .nodeVolumes: volumes(&machine)
        case .emptyDrive:
            machine.spec.domain.devices.disks = [.init(cdrom: .init(bus: .scsi, tray: .open), name: "later")]
        case .bridge:
            machine.spec.domain.devices.interfaces = [.init(bootOrder: 1, bridge: .init(), name: "default")]
            machine.spec.networks = [.init(name: "default", pod: .init())]
        case .pool:
            machine.spec.volumes = [.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "root")]
            machine.spec.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "root")]
            machine.spec.domain.ioThreadsPolicy = "supplementalPool"
            machine.spec.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
        case .nodeInterfaces: interfaces(&machine)
        }
        return machine
    }

    private var machineType: String {
        switch architecture {
        case .arm64: "virt"
        case .s390x: "s390-ccw-virtio"
        default: "q35"
        }
    }

    private func everyDevice(_ machine: inout VirtualMachineInstance) {
        var devices = DomainSpec.Devices(autoattachPodInterface: false)
        devices.filesystems = [.init(name: "share", virtiofs: .init())]
        devices.inputs = [.init(bus: "virtio", name: "pen", type: "tablet")]
        devices.rng = .init()
        devices.disks = [.init(disk: .init(bus: .virtio), name: "root")]
        machine.spec.volumes = [
            .init(containerDisk: .init(image: "root"), name: "root"),
            .init(name: "share", persistentVolumeClaim: .init(claimName: "share")),
        ]
        if architecture == .s390x {
            devices.watchdog = .init(diag288: .init(action: "reset"), name: "dog")
        } else {
            devices.tpm = .init(persistent: true)
            devices.clientPassthrough = .init()
            devices.autoattachVSOCK = true
            devices.sound = .init(name: "speaker")
        }
        if architecture == .amd64 {
            devices.watchdog = .init(i6300esb: .init(action: "poweroff"), name: "dog")
            devices.panicDevices = [.init(model: "isa")]
            devices.video = .init(type: "bochs")
        }
        if isNode {
            machine.spec.volumes?[0] = .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "root")
            machine.status = .init(VSOCKCID: 42)
            devices.downwardMetrics = .init()
        }
        machine.spec.domain.devices = devices
    }

    private func volumes(_ machine: inout VirtualMachineInstance) {
        machine.spec.volumes = [
            .init(hostDisk: .init(path: "/data/host.img", type: "Disk"), name: "host"),
            .init(name: "claim", persistentVolumeClaim: .init(claimName: "claim")),
            .init(name: "seed", sysprep: .init(configMap: .init(name: "answers"))),
        ]
        machine.spec.domain.devices.disks = [
            .init(
                cache: DomainSpec.DiskCache.none, disk: .init(bus: .virtio), io: .native, name: "host", shareable: true),
            .init(
                blockSize: .init(custom: .init(logical: 512, physical: 4096)), disk: .init(bus: .scsi), name: "claim"),
            .init(cdrom: .init(bus: .sata), name: "seed"),
        ]
    }

    private func interfaces(_ machine: inout VirtualMachineInstance) {
        machine.spec.networks = [
            .init(name: "default", pod: .init()), .init(multus: .init(networkName: "more"), name: "second"),
            .init(multus: .init(networkName: "passt"), name: "third"),
        ]
        machine.spec.domain.devices.interfaces = [
            .init(masquerade: .init(), name: "default"),
            .init(bridge: .init(), macAddress: "de:ad:00:00:be:af", model: "e1000e", name: "second", state: "down"),
            .init(name: "third", passtBinding: .init(), ports: [.init(port: 22)]),
        ]
        machine.status = .init(interfaces: [.init(name: "third", podInterfaceName: "eth1")])
    }
}
