import KubeVirt
import Testing

@Suite struct DeviceGateAdmissionTests {
    private typealias Volume = VirtualMachineInstanceSpec.Volume

    @Test("sockets between host and guest need their gate")
    func vsock() {
        let change = { (spec: inout VirtualMachineInstanceSpec) in spec.domain.devices.autoattachVSOCK = true }
        #expect(verdicts(change) == ["Invalid spec.domain.devices.autoattachVSOCK"])
        #expect(verdicts(gates: [.vsock], change).isEmpty)
        #expect(verdicts { $0.domain.devices.autoattachVSOCK = false }.isEmpty)
    }

    @Test("a SCSI reservation has to be allowed by the configuration")
    func reservation() {
        let machine = VirtualMachineInstance.admitted {
            $0.domain.devices.disks = [.init(lun: .init(bus: .scsi, reservation: true), name: "a")]
            $0.volumes = [.init(name: "a", persistentVolumeClaim: .init(claimName: "c"))]
        }
        #expect(machine.admission().verdicts == ["Invalid spec.domain.devices.disks.luns.reservation"])
        #expect(machine.validation(under: .init(persistentReservation: true)).isEmpty)
        #expect(machine.validation(under: .init(featureGates: [.persistentReservation])).isEmpty)
    }

    @Test("the host's figures are shown by a device or by a disk on virtio, behind one gate")
    func downwardMetrics() {
        let device = { (spec: inout VirtualMachineInstanceSpec) in spec.domain.devices.downwardMetrics = .init() }
        #expect(verdicts(device) == ["Invalid spec.domain.devices.downwardMetrics"])
        #expect(verdicts(gates: [.downwardMetrics], device).isEmpty)

        func disk(_ disk: DomainSpec.Disk, gates: [FeatureGate] = [.downwardMetrics]) -> Set<String> {
            verdicts(gates: gates) {
                $0.domain.devices.disks = [disk]
                $0.volumes = [.init(downwardMetrics: .init(), name: "a")]
            }
        }
        let place = "spec.domain.devices.disks[0].disk"
        #expect(disk(.init(disk: .init(bus: .virtio), name: "a")).isEmpty)
        #expect(disk(.init(disk: .init(), name: "a")).isEmpty)
        #expect(disk(.init(disk: .init(bus: .virtio), name: "a"), gates: []) == ["Invalid spec.volumes[0]"])
        #expect(disk(.init(disk: .init(bus: .sata), name: "a")) == ["Invalid \(place).bus"])
        #expect(disk(.init(cdrom: .init(bus: .sata), name: "a")) == ["Required \(place)"])
    }

    @Test("claims as file systems need a gate, configuration does not")
    func virtiofs() {
        func filesystem(_ volume: VirtualMachineInstanceSpec.Volume, gates: [FeatureGate] = []) -> Set<String> {
            verdicts(gates: gates) {
                $0.domain.devices.filesystems = [.init(name: "a", virtiofs: .init())]
                $0.volumes = [volume]
            }
        }
        let refused: Set = ["Invalid spec.domain.devices.filesystems"]
        #expect(filesystem(Volume(configMap: .init(name: "c"), name: "a")).isEmpty)
        #expect(filesystem(Volume(name: "a", persistentVolumeClaim: .init(claimName: "c"))) == refused)
        #expect(filesystem(Volume(dataVolume: .init(name: "c"), name: "a")) == refused)
        #expect(
            filesystem(Volume(dataVolume: .init(name: "c"), name: "a"), gates: [.virtiofsStorageVolumes]).isEmpty)
    }

    @Test("devices of the host need a gate, even a list without any")
    func hostDevices() {
        let devices: [DomainSpec.HostDevice] = [.init(deviceName: "x.com/y", name: "a")]
        #expect(verdicts { $0.domain.devices.hostDevices = devices } == ["Invalid spec.HostDevices"])
        #expect(verdicts { $0.domain.devices.hostDevices = [] } == ["Invalid spec.HostDevices"])
        #expect(verdicts(gates: [.hostDevices]) { $0.domain.devices.hostDevices = devices }.isEmpty)
    }

    @Test("one display of a graphics card is in RAM, and each is unless it is switched off")
    func displays() {
        func cards(_ displays: DomainSpec.VGPUDisplayOptions?...) -> Set<String> {
            verdicts {
                $0.domain.devices.gpus = displays.enumerated().map {
                    .init(deviceName: "x.com/y", name: "\($0)", virtualGPUOptions: .init(display: $1))
                }
            }
        }
        #expect(cards(.init()).isEmpty)
        #expect(cards(.init(), nil).isEmpty)
        #expect(cards(.init(), .init()) == ["Invalid spec.GPUs"])
        #expect(
            cards(.init(enabled: true, ramFB: .init(enabled: true)), .init(ramFB: .init())) == ["Invalid spec.GPUs"])
        #expect(cards(.init(), .init(enabled: false), .init(ramFB: .init(enabled: false))).isEmpty)
    }

    @Test("volumes for the pod are plugged in later")
    func utilityVolumes() {
        #expect(verdicts { $0.utilityVolumes = [.init(claimName: "c", name: "a")] } == ["Invalid spec.utilityVolumes"])
        #expect(verdicts { $0.utilityVolumes = [] } == ["Invalid spec.utilityVolumes"])
    }
}
