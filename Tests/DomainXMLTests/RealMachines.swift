import DomainXML
import KubeVirt

/// Machines with disks, networks and firmware, with KubeVirt's defaults.
extension VirtualMachineInstance {
    /// What a Debian needs: a root disk, a seed and a network.
    static func debian(
        _ architecture: Architecture = .amd64, _ change: (inout VirtualMachineInstance) -> Void = { _ in }
    ) -> VirtualMachineInstance {
        let domain = DomainSpec(
            devices: .init(
                autoattachGraphicsDevice: false, autoattachMemBalloon: false,
                disks: [
                    .init(bootOrder: 1, disk: .init(bus: .virtio), name: "root"),
                    .init(disk: .init(bus: .virtio), name: "seed"),
                ],
                interfaces: [.init(macAddress: "DE-AD-00-00-BE-AF", masquerade: .init(), name: "default")],
                rng: .init()),
            firmware: .init(), memory: .init(guest: .mebibytes(512)))
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "debian.example"),
            spec: .init(
                architecture: architecture, domain: domain, networks: [.init(name: "default", pod: .init())],
                volumes: [
                    .init(containerDisk: .init(image: "debian"), name: "root"),
                    .init(cloudInitNoCloud: .init(userData: "#cloud-config\n"), name: "seed"),
                ]))
        change(&machine)
        return machine.withDefaults(host: .amd64)
    }

    /// Every kind of disk, and everything that is said of one.
    static let disks = debian { machine in
        machine.spec.volumes?.append(.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "scratch"))
        machine.spec.domain.cpu = .init(cores: 2)
        machine.spec.domain.devices.blockMultiQueue = true
        machine.spec.domain.devices.disks = [
            .init(
                blockSize: .init(custom: .init(logical: 512, physical: 4096)), bootOrder: 2, cache: .writeBack,
                dedicatedIOThread: true, disk: .init(bus: .virtio, pciAddress: "0000:00:0b.0"), errorPolicy: .report,
                io: .threads, name: "root", serial: "SN-1_a"),
            .init(cdrom: .init(), name: "seed"),
            .init(disk: .init(bus: .virtio, readonly: true), io: .native, name: "scratch"),
        ]
    }

    static let scsiDisks = debian { machine in
        machine.spec.volumes?.append(.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "scratch"))
        machine.spec.domain.devices.useVirtioTransitional = true
        machine.spec.domain.devices.disks = [
            .init(disk: .init(bus: .scsi), name: "root"),
            .init(cdrom: .init(bus: .scsi, readonly: false, tray: .open), name: "seed"),
            .init(disk: .init(bus: .usb), name: "scratch"),
        ]
    }

    /// A network of other addresses, with everything that is said of an interface.
    static let networks = debian { machine in
        machine.spec.hostname = "guest"
        machine.spec.networks = [.init(name: "my_net", pod: .init(vmNetworkCIDR: "192.168.77.0/29"))]
        machine.spec.domain.devices.interfaces = [
            .init(
                acpiIndex: 101, bootOrder: 3,
                dhcpOptions: .init(bootFileName: "a,b='c'", tftpServerName: "boot.example"), masquerade: .init(),
                model: "e1000e", name: "my_net", pciAddress: "0000:00:0a.0", ports: [.init(name: "ssh", port: 22)],
                state: "down")
        ]
    }

    static let plugged = debian { machine in
        machine.spec.domain.devices.autoattachInputDevice = true
        machine.spec.domain.devices.watchdog = .init(i6300esb: .init(), name: "dog")
        machine.spec.domain.devices.disks = [
            .init(name: "root"), .init(disk: .init(bus: .scsi), name: "seed"),
        ]
    }
}
