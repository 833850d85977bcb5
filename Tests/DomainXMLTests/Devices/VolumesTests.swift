import DomainXML
import KubeVirt
import Testing

/// What each kind of volume is for a disk and for a drive, as KubeVirt's converter tells it.
struct VolumesTests {
    typealias Volume = VirtualMachineInstanceSpec.Volume

    struct Case: Sendable, CustomTestStringConvertible {
        var volume: Volume
        /// The disk from its source to what is below it.
        var source: String
        var format = "raw"
        var type = "file"
        /// Whether what a drive gives back is given back.
        var discards = false
        var host: @Sendable (inout HostFacts) -> Void = { _ in }
        var testDescription: String { source }
    }

    private static let `private` = "/var/run/kubevirt-private/"

    private static func image(_ path: String) -> String { "<source file='\(`private`)\(path)'/>" }

    private static func overlay(_ backing: String) -> String {
        "<source file='/var/run/libvirt/kubevirt-ephemeral-disk/v/disk.qcow2'/>" + backing
    }

    static let cases: [Case] = [
        Case(
            volume: .init(containerDisk: .init(image: "i"), name: "v"),
            source: overlay(
                "<backingStore type='file'><format type='qcow2'/>"
                    + "<source file='/var/run/kubevirt/container-disks/disk_1.img'/></backingStore>"),
            format: "qcow2", discards: true, host: { $0.disks["v"] = .init(format: "qcow2") }),
        Case(
            volume: .init(ephemeral: .init(persistentVolumeClaim: .init(claimName: "c")), name: "v"),
            source: overlay(
                "<backingStore type='file'><format type='raw'/>" + image("vmi-disks/v/disk.img") + "</backingStore>"),
            format: "qcow2", discards: true),
        Case(
            volume: .init(ephemeral: .init(persistentVolumeClaim: .init(claimName: "c")), name: "v"),
            source: overlay(
                "<backingStore type='block'><format type='raw'/><source dev='/dev/v' name='v'/></backingStore>"),
            format: "qcow2", discards: true, host: { $0.blockClaims = ["v"] }),
        Case(
            volume: .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "v"),
            source: "<source file='/var/run/libvirt/empty-disks/v.qcow2'/>", format: "qcow2", discards: true),
        Case(
            volume: .init(hostDisk: .init(path: "/data/my.img", type: "Disk"), name: "v"),
            source: image("vmi-disks/v/my.img")),
        Case(
            volume: .init(name: "v", persistentVolumeClaim: .init(claimName: "c")),
            source: image("vmi-disks/v/disk.img"), discards: true),
        Case(
            volume: .init(name: "v", persistentVolumeClaim: .init(claimName: "c")),
            source: "<source dev='/dev/v' name='v'/>", type: "block", discards: true,
            host: { $0.blockClaims = ["v"] }),
        Case(
            volume: .init(dataVolume: .init(name: "d"), name: "v"), source: image("vmi-disks/v/disk.img"),
            discards: true),
        Case(
            volume: .init(dataVolume: .init(name: "d"), name: "v"), source: "<source dev='/dev/v' name='v'/>",
            type: "block", discards: true, host: { $0.blockDataVolumes = ["v"] }),
        Case(
            volume: .init(cloudInitNoCloud: .init(userData: "x"), name: "v"),
            source: "<source file='/var/run/libvirt/cloud-init-dir/space/testvmi/noCloud.iso'/>"),
        Case(
            volume: .init(cloudInitConfigDrive: .init(userData: "x"), name: "v"),
            source: "<source file='/var/run/libvirt/cloud-init-dir/space/testvmi/configdrive.iso'/>"),
        Case(
            volume: .init(name: "v", sysprep: .init(configMap: .init(name: "m"))), source: image("sysprep-disks/v.iso")),
        Case(volume: .init(configMap: .init(name: "m"), name: "v"), source: image("config-map-disks/v.iso")),
        Case(volume: .init(name: "v", secret: .init(secretName: "s")), source: image("secret-disks/v.iso")),
        Case(volume: .init(downwardAPI: .init(), name: "v"), source: image("downwardapi-disks/v.iso")),
        Case(
            volume: .init(name: "v", serviceAccount: .init(serviceAccountName: "s")),
            source: image("service-account-disk/service-account.iso")),
    ]

    private func node(_ volume: Volume, _ disk: DomainSpec.Disk) -> Node {
        Node { machine in
            machine.spec.volumes = [.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "first"), volume]
            machine.spec.domain.devices.disks = [disk]
        }
    }

    @Test("a volume is a disk", arguments: cases)
    func disk(_ test: Case) throws {
        var node = node(test.volume, .init(disk: .init(bus: .sata), name: "v"))
        test.host(&node.host)
        #expect(
            try node.devices("disk") == [
                "<disk type='\(test.type)' device='disk'><driver name='qemu' type='\(test.format)' "
                    + "error_policy='stop' discard='unmap'/>\(test.source)<target dev='sda' bus='sata'/>"
                    + "<alias name='ua-v'/></disk>"
            ])
    }

    @Test("a volume is in a drive", arguments: cases)
    func drive(_ test: Case) throws {
        var node = node(test.volume, .init(cdrom: .init(bus: .sata), name: "v"))
        test.host(&node.host)
        let discard = test.discards ? " discard='unmap'" : ""
        #expect(
            try node.devices("disk") == [
                "<disk type='\(test.type)' device='cdrom'><driver name='qemu' type='\(test.format)' "
                    + "error_policy='stop'\(discard)/>\(test.source)<target dev='sda' bus='sata'/><readonly/>"
                    + "<alias name='ua-v'/></disk>"
            ])
    }

    @Test("metrics of the host are a small disk on virtio, whatever the VMI says of caches")
    func metrics() throws {
        let disk = DomainSpec.Disk(cache: DomainSpec.DiskCache.none, disk: .init(bus: .virtio), name: "v")
        #expect(
            try node(.init(downwardMetrics: .init(), name: "v"), disk).devices("disk") == [
                "<disk type='file' device='disk' model='virtio-non-transitional'>"
                    + "<driver name='qemu' type='raw' error_policy='stop'/>" + Self.image("downwardapi-disks/vhostmd0")
                    + "<target dev='vda' bus='virtio'/><readonly/><alias name='ua-v'/></disk>"
            ])
    }

    @Test("a disk that has all its space keeps it, unless it is gone with the machine")
    func preallocated() throws {
        for test in Self.cases {
            var node = node(test.volume, .init(disk: .init(bus: .sata), name: "v"))
            test.host(&node.host)
            node.host.preallocatedVolumes = ["v"]
            let isGone = test.format == "qcow2"
            #expect(try node.devices("disk").first?.contains("discard") == isGone, "\(test.source)")
        }
    }

    @Test("an overlay that notes changes lies above what holds the data")
    func changes() throws {
        let tracked = { (volume: Volume, change: (inout HostFacts) -> Void) in
            var node = node(volume, .init(disk: .init(bus: .sata), name: "v"))
            node.host.changeTracking = ["v": "/cbt/v.qcow2"]
            change(&node.host)
            return try node.devices("disk").first ?? ""
        }
        let claim = Volume(name: "v", persistentVolumeClaim: .init(claimName: "c"))
        let head =
            "<disk type='file' device='disk'><driver name='qemu' type='qcow2' error_policy='stop' discard='unmap'/>"
        let tail = "</dataStore></source><target dev='sda' bus='sata'/><alias name='ua-v'/></disk>"
        #expect(
            try tracked(claim) { _ in }
                == head + "<source file='/cbt/v.qcow2'><dataStore type='file'><format type='raw'/>"
                + Self.image("vmi-disks/v/disk.img") + tail)
        #expect(
            try tracked(claim) { $0.blockClaims = ["v"] }
                == head + "<source file='/cbt/v.qcow2' name='v'><dataStore type='block'><format type='raw'/>"
                + "<source dev='/dev/v'/>" + tail)
        #expect(
            try tracked(claim) { $0.pluggedVolumes = ["v"] }
                == head + "<source file='/cbt/v.qcow2'><dataStore type='file'><format type='raw'/>"
                + "<source file='/var/run/kubevirt/hotplug-disks/v.img'/>" + tail)
    }

    @Test("a volume that was plugged in is there once it is ready, under the name that it got")
    func plugged() throws {
        var node = node(
            .init(dataVolume: .init(name: "d"), name: "v"), .init(disk: .init(bus: .scsi), name: "v"))
        node.machine.spec.domain.devices.disks?.append(.init(disk: .init(bus: .scsi), name: "first"))
        let status = { (phase: String) in
            VirtualMachineInstanceStatus(volumeStatus: [
                .init(hotplugVolume: .init(), name: "v", phase: phase, target: "sdc"),
                .init(name: "first", phase: "Ready", target: "sda"),
            ])
        }
        for phase in ["MountedToPod", "Ready"] {
            node.machine.status = status(phase)
            let lines = try node.devices("disk")
            #expect(lines.count == 2)
            #expect(lines.first?.contains("<source file='/var/run/kubevirt/hotplug-disks/v.img'/>") == true)
            #expect(lines.first?.contains("<target dev='sdc' bus='scsi'/>") == true)
            #expect(lines.first?.contains(" unit='2'/>") == true)
        }
        node.machine.status = status("Bound")
        #expect(try node.devices("disk").count == 1)
        node.host.blockDataVolumes = ["v"]
        node.machine.status = status("Ready")
        #expect(
            try node.devices("disk").first?.contains("<source dev='/var/run/kubevirt/hotplug-disks/v'/>") == true)
    }

    @Test("what a claim holds is noted for KubeVirt's launcher")
    func notes() throws {
        var node = node(
            .init(name: "v", persistentVolumeClaim: .init(claimName: "c")), .init(disk: .init(bus: .sata), name: "v"))
        node.machine.status = .init(volumeStatus: [
            .init(
                name: "v",
                persistentVolumeClaimInfo: .init(
                    capacity: ["storage": .gibibytes(2)], filesystemOverhead: "0.055",
                    requests: ["storage": .gibibytes(1)]), target: "")
        ])
        let line = try #require(try node.devices("disk").first)
        #expect(line.contains("<filesystemOverhead>0.055</filesystemOverhead><capacity>1073741824</capacity>"))
    }

    @Test("what cannot be a disk is refused, as is an image that nobody looked into")
    func refused() {
        let disk = DomainSpec.Disk(disk: .init(bus: .sata), name: "v")
        let volumes: [Volume] = [
            .init(memoryDump: .init(claimName: "c"), name: "v"), .init(name: "v"),
            .init(containerDisk: .init(image: "i"), name: "v"),
        ]
        for volume in volumes { #expect(node(volume, disk).refusals() == ["spec.volumes[1]"]) }
        var plugged = node(.init(configMap: .init(name: "m"), name: "v"), disk)
        plugged.host.pluggedVolumes = ["v"]
        #expect(plugged.refusals() == ["spec.volumes[1]"])
    }
}
