import DomainXML
import KubeVirt
import Testing

struct DisksTests {
    /// A machine with these disks, each of a volume of its own.
    private func node(
        _ disks: [DomainSpec.Disk], on architecture: Architecture = .amd64,
        _ change: (inout VirtualMachineInstance) -> Void = { _ in }
    ) -> Node {
        Node(architecture) { machine in
            machine.spec.domain.devices.disks = disks
            machine.spec.volumes = disks.map {
                .init(hostDisk: .init(path: "/x/disk.img", type: "Disk"), name: $0.name)
            }
            change(&machine)
        }
    }

    private let rest = "<source file='/var/run/kubevirt-private/vmi-disks/a/disk.img'/>"

    @Test("a disk says all that the VMI says of it")
    func everything() throws {
        let disk = DomainSpec.Disk(
            blockSize: .init(custom: .init(discardGranularity: 0, logical: 512, physical: 4096)), bootOrder: 2,
            cache: .writeBack, disk: .init(bus: .virtio, pciAddress: "0000:81:01.7", readonly: true),
            errorPolicy: .enospace, io: .threads, name: "a", serial: "SN")
        #expect(
            try node([disk]).devices("disk") == [
                "<disk type='file' device='disk' model='virtio-non-transitional'>"
                    + "<driver name='qemu' type='raw' cache='writeback' error_policy='enospace' io='threads' discard='unmap'/>"
                    + rest + "<blockio logical_block_size='512' physical_block_size='4096' discard_granularity='0'/>"
                    + "<target dev='vda' bus='virtio'/><readonly/><serial>SN</serial><boot order='2'/>"
                    + "<alias name='ua-a'/>"
                    + "<address type='pci' domain='0x0000' bus='0x81' slot='0x01' function='0x7'/></disk>"
            ])
    }

    @Test("a drive is read-only and gives nothing back, unless told otherwise; a cluster drops its serial number")
    func drives() throws {
        let drive = "<disk type='file' device='cdrom'><driver name='qemu' type='raw' error_policy='stop'/>" + rest
        let disks: [(DomainSpec.CDRomTarget, String)] = [
            (.init(bus: .sata), "<target dev='sda' bus='sata'/><readonly/>"),
            (.init(bus: .scsi, readonly: false, tray: .open), "<target dev='sda' bus='scsi' tray='open'/>"),
            (.init(), "<target dev='a'/><readonly/>"),
        ]
        for (target, text) in disks {
            let disk = DomainSpec.Disk(cdrom: target, name: "a", serial: "SN")
            #expect(try node([disk]).devices("disk") == [drive + text + "<alias name='ua-a'/></disk>"])
        }
    }

    @Test("a drive without a volume is empty")
    func emptyDrive() throws {
        let machine = node([.init(cdrom: .init(bus: .sata), name: "a")]) { $0.spec.volumes = [] }
        #expect(
            try machine.devices("disk") == [
                "<disk type='block' device='cdrom'><driver name='qemu' type='raw' error_policy='stop' discard='unmap'/>"
                    + "<target dev='sda' bus='sata'/><readonly/><alias name='ua-a'/></disk>"
            ])
        #expect(
            node([.init(disk: .init(bus: .sata), name: "a")]) { $0.spec.volumes = [] }.refusals() == [
                "spec.domain.devices.disks[0].name"
            ])
    }

    @Test("a logical unit may keep others off by persistent reservations, and has its place on the controller")
    func logicalUnits() throws {
        let lun = DomainSpec.Disk(lun: .init(bus: .scsi, readonly: true, reservation: true), name: "a", serial: "SN")
        #expect(
            try node([lun]).devices("disk") == [
                "<disk type='file' device='lun'><driver name='qemu' type='raw' error_policy='stop' discard='unmap'/>"
                    + "<source file='/var/run/kubevirt-private/vmi-disks/a/disk.img'>"
                    + "<reservations managed='no' migration='yes'><source type='unix' "
                    + "path='/var/run/kubevirt/daemons/pr/pr-helper.sock' mode='client'/></reservations></source>"
                    + "<target dev='sda' bus='scsi'/><readonly/><alias name='ua-a'/>"
                    + "<address type='drive' controller='0' bus='0' unit='0'/></disk>"
            ])
    }

    @Test("disks on SCSI are units of the one controller, counted with those that share their letters")
    func units() throws {
        let disks: [DomainSpec.Disk] = [
            .init(disk: .init(bus: .sata), name: "a"), .init(disk: .init(bus: .scsi), name: "b"),
            .init(disk: .init(bus: .usb), name: "c"), .init(lun: .init(bus: .scsi), name: "d"),
        ]
        let units = try node(disks).domain().child("devices")?.children.compactMap { $0.child("address")?["unit"] }
        #expect(units == ["1", "3"])
    }

    @Test("a disk for several machines has no cache, and is refused one")
    func shareable() throws {
        let disk = DomainSpec.Disk(disk: .init(bus: .sata), name: "a", shareable: true)
        let line = try #require(try node([disk]).devices("disk").first)
        #expect(line.contains(" cache='none' "))
        #expect(line.contains("<shareable/>"))
        var cached = disk
        cached.cache = .writeBack
        #expect(node([cached]).refusals() == ["spec.domain.devices.disks[0].cache"])
        cached.cache = DomainSpec.DiskCache.none
        #expect(try node([cached]).devices("disk") == [line])
    }

    @Test("queues are as many as processors, and on virtio only")
    func queues() throws {
        let machine = node([
            .init(disk: .init(bus: .virtio), name: "a"), .init(disk: .init(bus: .sata), name: "b"),
        ]) {
            $0.spec.domain.devices.blockMultiQueue = true
            $0.spec.domain.cpu = .init(cores: 3, sockets: 2, threads: 2)
        }
        let lines = try machine.devices("disk")
        #expect(lines[0].contains(" queues='12'"))
        #expect(!lines[1].contains("queues"))
    }

    @Test("models and memory that is closed to the host are virtio's matter")
    func virtio() throws {
        let disk = DomainSpec.Disk(disk: .init(bus: .virtio), name: "a")
        let models = [
            node([disk]) { $0.spec.domain.devices.useVirtioTransitional = true }, node([disk], on: .arm64),
            node([disk], on: .s390x) { $0.spec.domain.devices.useVirtioTransitional = true },
        ].map { try? $0.domain().child("devices")?.child("disk")?["model"] }
        #expect(models == ["virtio-transitional", "virtio-non-transitional", "virtio"])
        var told = node([disk])
        told.host.transitionalDisks = true
        #expect(try told.domain().child("devices")?.child("disk")?["model"] == "virtio-transitional")
        let secret = node([disk, .init(disk: .init(bus: .sata), name: "b")]) {
            $0.spec.domain.launchSecurity = .init(sev: .init())
        }
        let lines = try secret.devices("disk")
        #expect(lines[0].contains(" iommu='on'"))
        #expect(!lines[1].contains("iommu"))
    }

    @Test("a disk of no kind is told as KubeVirt tells it, without its defaults")
    func noKind() throws {
        #expect(
            try node([.init(name: "a")]).devices("disk") == [
                "<disk type='file' device=''><driver name='qemu' type='raw' error_policy='stop'/>" + rest
                    + "<target/><alias name='ua-a'/></disk>"
            ])
    }

    @Test("what KubeVirt's converter refuses of a disk is refused by its field")
    func refused() {
        let disks: [(DomainSpec.Disk, String)] = [
            (.init(disk: .init(bus: .sata, pciAddress: "0000:81:01.0"), name: "a"), "disk.pciAddress"),
            (.init(disk: .init(bus: .virtio, pciAddress: "81:01.0"), name: "a"), "disk.pciAddress"),
            (.init(disk: .init(bus: .sata), errorPolicy: .init(rawValue: "x"), name: "a"), "errorPolicy"),
        ]
        for (disk, field) in disks {
            #expect(node([disk]).refusals() == ["spec.domain.devices.disks[0]." + field])
        }
        let wide = DomainSpec.Disk(
            blockSize: .init(custom: .init(logical: 512, physical: 8192)), disk: .init(bus: .virtio), name: "a")
        #expect(node([wide], on: .s390x).refusals() == ["spec.domain.devices.disks[0].blockSize.custom"])
        #expect(node([wide]).refusals().isEmpty)
    }
}
