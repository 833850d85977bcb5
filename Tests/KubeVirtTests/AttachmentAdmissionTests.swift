import KubeVirt
import Testing

@Suite struct AttachmentAdmissionTests {
    private typealias Disk = DomainSpec.Disk
    private typealias Volume = VirtualMachineInstanceSpec.Volume
    private let disks = "spec.domain.devices.disks"

    private func found(
        _ disks: [DomainSpec.Disk], _ volumes: [VirtualMachineInstanceSpec.Volume], files: [String] = [],
        without: [FeatureGate] = []
    ) -> Set<String> {
        verdicts(without: without) {
            $0.domain.devices.disks = disks
            $0.domain.devices.filesystems = files.map { .init(name: $0, virtiofs: .init()) }
            $0.volumes = volumes
        }
    }

    @Test("each volume of a machine is shown, unless memory is dumped to it")
    func shown() {
        let volume = Volume(emptyDisk: .init(capacity: .gibibytes(1)), name: "a")
        #expect(found([Disk(name: "a")], [volume]).isEmpty)
        #expect(found([], [Volume(configMap: .init(name: "c"), name: "a")], files: ["a"]).isEmpty)
        #expect(found([], [volume]) == ["Invalid spec.domain.volumes[0].name"])
        #expect(found([], [Volume(memoryDump: .init(claimName: "c"), name: "a")]).isEmpty)
        // A template may leave that to the defaults.
        let spec = VirtualMachineInstance.admitted { $0.volumes = [volume] }.spec
        #expect(spec.admission(at: "spec.template.spec", under: .init()).isEmpty)
    }

    @Test("a path of the container is shown as a file system, and is none of KubeVirt's own")
    func containerPath() {
        let volume = Volume(containerPath: .init(path: "/srv"), name: "a")
        #expect(found([], [volume], files: ["a"]).isEmpty)
        #expect(found([Disk(name: "a")], [volume]) == ["Invalid spec.domain.volumes[0]"])
        #expect(found([Disk(name: "a")], [volume], files: ["a"]) == ["Invalid spec.domain.volumes[0]"])
        for path in ["/var/run/kubevirt", "/var/run/libvirt/qemu"] {
            #expect(
                found([], [Volume(containerPath: .init(path: path), name: "a")], files: ["a"]) == [
                    "Invalid spec.domain.volumes[0].containerPath.path"
                ])
        }
    }

    @Test("a disk has a volume, but a drive may be empty")
    func empty() {
        #expect(found([Disk(name: "a")], []) == ["Invalid \(disks)[0].name"])
        let drive = Disk(cdrom: .init(bus: .sata), name: "a")
        #expect(found([drive], []).isEmpty)
        #expect(found([drive], [], without: [.declarativeHotplugVolumes]) == ["Invalid \(disks)[0].name"])
    }

    @Test("a LUN is a claim")
    func lun() {
        let disk = Disk(lun: .init(bus: .scsi), name: "a")
        #expect(found([disk], [Volume(name: "a", persistentVolumeClaim: .init(claimName: "c"))]).isEmpty)
        #expect(found([disk], [Volume(dataVolume: .init(name: "c"), name: "a")]).isEmpty)
        #expect(found([disk], [Volume(containerDisk: .init(image: "x"), name: "a")]) == ["Invalid \(disks)[0].lun"])
    }

    @Test("disks and interfaces share one boot order, from 1")
    func bootOrder() {
        func order(_ disk: UInt32?, _ interface: UInt32?) -> Set<String> {
            verdicts {
                $0.domain.devices.disks = [Disk(bootOrder: disk, disk: .init(bus: .virtio), name: "a")]
                $0.volumes = [Volume(emptyDisk: .init(capacity: .gibibytes(1)), name: "a")]
                $0.domain.devices.interfaces = [.init(bootOrder: interface, masquerade: .init(), name: "n")]
                $0.networks = [.init(name: "n", pod: .init())]
            }
        }
        #expect(order(1, 2).isEmpty)
        #expect(order(2, 2) == ["Invalid spec.domain.devices.interfaces[0].bootOrder"])
        #expect(order(0, nil) == ["Invalid \(disks)[0].bootOrder"])
        #expect(order(nil, 0) == ["Invalid spec[0].bootOrder"])
    }
}
