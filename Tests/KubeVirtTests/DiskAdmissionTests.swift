import KubeVirt
import Testing

@Suite struct DiskAdmissionTests {
    private typealias Disk = DomainSpec.Disk
    private let list = "spec.domain.devices.disks"

    /// Verdicts on disks, each with a volume of its own.
    private func causes(_ disks: DomainSpec.Disk...) -> [StatusCause] {
        let names = Set(disks.map(\.name)).sorted()
        return VirtualMachineInstanceSpec(
            domain: .init(devices: .init(disks: disks), memory: .init(guest: .mebibytes(64))),
            volumes: names.map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0) }
        ).admission(at: "spec")
    }

    @Test("a plain disk of each kind is admitted")
    func admitted() {
        let found = causes(
            Disk(name: "a"), Disk(bootOrder: 1, disk: .init(bus: .virtio, pciAddress: "0000:81:01.0"), name: "b"),
            Disk(cdrom: .init(bus: .sata, tray: .open), name: "c"), Disk(disk: .init(bus: .usb), name: "d"),
            Disk(
                blockSize: .init(custom: .init(discardGranularity: 4096, logical: 512, physical: 4096)),
                cache: .writeThrough, dedicatedIOThread: true, disk: .init(bus: .virtio), errorPolicy: .enospace,
                io: .threads, name: "e", serial: "SN-1_a.+"))
        #expect(found.isEmpty)
    }

    @Test("a disk needs a volume, a name of its own and one target")
    func shape() {
        let spec = VirtualMachineInstanceSpec(
            domain: .init(devices: .init(disks: [.init(name: "a")]), memory: .init(guest: .mebibytes(64))))
        #expect(
            spec.admission(at: "spec") == [
                StatusCause(
                    field: list + "[0].name", message: list + "[0].Name 'a' not found.", reason: .fieldValueInvalid)
            ])
        #expect(
            causes(Disk(name: "a"), Disk(name: "a")).map(\.message) == [
                "\(list)[1] and \(list)[0] must not have the same Name."
            ])
        #expect(
            causes(Disk(cdrom: .init(), disk: .init(), name: "a")).map(\.message) == [
                "\(list)[0] can only have a single target type defined"
            ])
        #expect(causes(Disk(lun: .init(), name: "a")).map(\.field) == [list + "[0].lun"])
    }

    @Test("a name that could not be a container's is refused, at the path that KubeVirt gives")
    func name() {
        let found = causes(Disk(name: "A_b"))
        #expect(found.map(\.field) == [list + ".domain.devices.disks[0].name"])
        #expect(found.first?.message.hasPrefix("a lowercase RFC 1123 label must consist of") == true)
    }

    @Test(
        "a bus that the target cannot be on is refused",
        arguments: [
            (DomainSpec.Disk(disk: .init(bus: .init(rawValue: "ide")), name: "a"), "IDE bus is not supported"),
            (
                DomainSpec.Disk(disk: .init(bus: .init(rawValue: "nvme")), name: "a"),
                "spec.domain.devices.disks[0] is set with an unrecognized bus nvme, "
                    + "must be one of: [virtio scsi sata usb]"
            ),
            (DomainSpec.Disk(cdrom: .init(bus: .virtio), name: "a"), "Bus type virtio is invalid for CD-ROM device"),
            (
                DomainSpec.Disk(disk: .init(bus: .sata, readonly: true), name: "a"),
                "sata hard-disks do not support read-only."
            ),
            (
                DomainSpec.Disk(dedicatedIOThread: true, disk: .init(bus: .sata), name: "a"),
                "IOThreads are not supported for disks on a sata bus"
            ),
            (
                DomainSpec.Disk(disk: .init(bus: .virtio, pciAddress: "81:01.0"), name: "a"),
                "disk spec.domain.devices.disks.domain.devices.disks.disk[0].name has malformed PCI address (81:01.0)."
            ),
            (
                DomainSpec.Disk(disk: .init(bus: .scsi, pciAddress: "0000:81:01.0"), name: "a"),
                "disk spec.domain.devices.disks.domain.devices.disks.disk[0].name - "
                    + "setting a PCI address is only possible with bus type virtio."
            ),
        ])
    func bus(disk: DomainSpec.Disk, message: String) {
        #expect(causes(disk).map(\.message) == [message])
    }

    @Test("serial number, cache, I/O and error policy are words of a list")
    func words() {
        #expect(causes(Disk(name: "a", serial: "a b")).map(\.field) == [list + "[0].serial"])
        #expect(causes(Disk(name: "a", serial: String(repeating: "a", count: 256))).isEmpty)
        #expect(
            causes(Disk(name: "a", serial: String(repeating: "a", count: 257))).map(\.field) == [list + "[0].serial"])
        #expect(
            causes(Disk(cache: .init(rawValue: "x"), name: "a")).map(\.message) == [
                "\(list)[0].cache has invalid value x"
            ])
        #expect(causes(Disk(io: .init(rawValue: "x"), name: "a")).map(\.reason) == [.fieldValueNotSupported])
        #expect(
            causes(Disk(errorPolicy: .init(rawValue: "x"), name: "a")).map(\.message) == [
                "\(list)[0].errorPolicy has invalid value \"x\""
            ])
    }

    @Test(
        "block sizes are powers of two within bounds, the logical one no larger than the physical",
        arguments: [
            (UInt32(1024), UInt32(512), "logical"), (256, 512, "logical"), (512, 768, "physical"),
            (512, 4_194_304, "physical"),
        ])
    func blockSize(logical: UInt32, physical: UInt32, part: String) {
        let found = causes(
            Disk(
                blockSize: .init(custom: .init(logical: logical, physical: physical)), disk: .init(bus: .virtio),
                name: "a")
        )
        #expect(found.map(\.field) == ["\(list)[0].blockSize.custom.\(part)"])
    }

    @Test("sectors are matched or told, fit the controller, and divide what is discarded")
    func sectors() {
        func sectors(_ size: DomainSpec.BlockSize, _ bus: DomainSpec.DiskBus = .virtio) -> Set<String> {
            causes(Disk(blockSize: size, disk: .init(bus: bus), name: "a")).verdicts
        }
        let field = list + "[0].blockSize"
        let custom = DomainSpec.CustomBlockSize(logical: 4096, physical: 4096)
        #expect(sectors(.init(matchVolume: .init())).isEmpty)
        #expect(sectors(.init(custom: custom, matchVolume: .init(enabled: false))).isEmpty)
        #expect(sectors(.init(custom: custom, matchVolume: .init())) == ["Invalid \(field)"])
        #expect(sectors(.init(custom: custom), .sata) == ["Invalid \(field).custom.logical"])
        #expect(sectors(.init(custom: .init(logical: 512, physical: 4096)), .sata).isEmpty)
        #expect(
            sectors(.init(custom: .init(discardGranularity: 1000, logical: 512, physical: 512))) == [
                "Invalid \(field).custom.discardGranularity"
            ])
    }

    @Test("a cache that libvirt has and KubeVirt does not is refused")
    func cache() {
        for cache in [DomainSpec.DiskCache.none, .writeThrough, .writeBack, .init(rawValue: "")] {
            #expect(causes(Disk(cache: cache, name: "a")).isEmpty)
        }
        #expect(causes(Disk(cache: .directSync, name: "a")).verdicts == ["Invalid \(list)[0].cache"])
    }

    @Test("arm64 has virtio and SCSI only")
    func arm() {
        let disks = [
            Disk(disk: .init(bus: .sata), name: "a"), Disk(cdrom: .init(bus: .scsi), name: "b"),
            Disk(lun: .init(bus: .usb), name: "c"), Disk(disk: .init(bus: .virtio), name: "d"),
        ]
        let found = verdicts(on: .arm64) {
            $0.domain.devices.disks = disks
            $0.volumes = disks.map { .init(name: $0.name, persistentVolumeClaim: .init(claimName: "c")) }
        }
        #expect(found == ["NotSupported \(list)[0].disk.bus", "NotSupported \(list)[2].lun.bus"])
    }

    @Test("places in the boot order are from 1, and belong to one device")
    func bootOrder() {
        #expect(
            causes(Disk(bootOrder: 0, name: "a")).map(\.message) == [
                "\(list)[0] must have a boot order > 0, if supplied"
            ])
        let twice = causes(Disk(bootOrder: 2, name: "a"), Disk(bootOrder: 2, name: "b"))
        #expect(twice.map(\.message) == ["Boot order for \(list)[1].bootOrder already set for a different device."])
        #expect(twice.map(\.field) == [list + "[1].bootOrder"])
    }
}
