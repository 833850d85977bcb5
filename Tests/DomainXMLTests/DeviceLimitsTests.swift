import DomainXML
import KubeVirt
import Testing

/// What a host can do by its facts, and what it cannot do whatever they are.
struct DeviceLimitsTests {
    private func host(_ change: (inout SingleHost) -> Void) -> SingleHost {
        var host = SingleHost()
        change(&host)
        return host
    }

    private func fields(_ machine: VirtualMachineInstance, _ change: (inout SingleHost) -> Void = { _ in }) -> [String?]
    {
        machine.localCauses(on: host(change)).map(\.field)
    }

    @Test("what a host has is taken: file systems, a TPM, vsock, panic devices on PCI")
    func offered() {
        let machine = VirtualMachineInstance.debian {
            $0.spec.domain.devices.filesystems = [.init(name: "seed", virtiofs: .init())]
            $0.spec.domain.devices.tpm = .init(persistent: true)
            $0.spec.domain.devices.autoattachVSOCK = true
            $0.spec.domain.devices.panicDevices = [.init(model: "pvpanic")]
            $0.spec.domain.ioThreadsPolicy = "supplementalPool"
            $0.spec.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
            $0.spec.domain.devices.disks?[0].blockSize = .init(
                custom: .init(discardGranularity: 512, logical: 512, physical: 512))
        }
        #expect(fields(machine).count == 6)
        let able = { (host: inout SingleHost) in
            host.libvirt = 11_006_000
            host.qemu = 9_000_000
            host.lackOfVirtiofs = nil
            host.lackOfTPM = nil
            host.hasVSOCK = true
        }
        #expect(fields(machine, able).isEmpty)
    }

    @Test("libvirt is not enough where QEMU is too old")
    func oldQEMU() {
        let machine = VirtualMachineInstance.debian {
            $0.spec.domain.devices.interfaces?[0].model = "igb"
            $0.spec.domain.ioThreadsPolicy = "supplementalPool"
            $0.spec.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
        }
        let refused = ["spec.domain.ioThreadsPolicy", "spec.domain.devices.interfaces[0].model"]
        #expect(fields(machine) { $0.libvirt = 12_000_000 } == refused)
        #expect(fields(machine) { $0.qemu = 12_000_000 } == refused)
        let both = fields(machine) { host in
            host.libvirt = 12_000_000
            host.qemu = 12_000_000
        }
        #expect(both.isEmpty)
    }

    @Test("a panic device that is Windows' own is there under KVM only")
    func panic() {
        let machine = VirtualMachineInstance.debian { $0.spec.domain.devices.panicDevices = [.init(model: "hyperv")] }
        let refused = { (kvm: Bool) -> [String?] in
            do throws(ConversionError) {
                _ = try DomainConverter(machine, host: .local(kvm: kvm), files: GoldenCase.debian.files)
                return []
            } catch { return error.causes.map(\.field) }
        }
        #expect(refused(true).isEmpty)
        #expect(refused(false) == ["spec.domain.devices.panicDevices[0].model"])
    }

    @Test("a TPM that is switched off needs no emulator")
    func noTPM() {
        #expect(fields(.debian { $0.spec.domain.devices.tpm = .init(enabled: false) }).isEmpty)
    }

    @Test("an interface is bridged where the host has a bridge for it, unless the network is to be closed")
    func bridge() {
        let bridged = { (change: (inout VirtualMachineInstance) -> Void) in
            VirtualMachineInstance.debian { machine in
                machine.spec.domain.devices.interfaces?[0].masquerade = nil
                machine.spec.domain.devices.interfaces?[0].bridge = .init()
                change(&machine)
            }
        }
        let field = "spec.domain.devices.interfaces[0].bridge"
        #expect(fields(bridged { _ in }) == [field])
        #expect(fields(bridged { _ in }) { $0.bridge = "br0" }.isEmpty)
        let closed = bridged { Annotations(networkPolicy: .isolated).apply(to: &$0.metadata) }
        #expect(fields(closed) { $0.bridge = "br0" } == [field])
        let told = bridged {
            $0.spec.domain.devices.interfaces?[0].dhcpOptions = .init(bootFileName: "pxelinux.0")
        }
        #expect(
            fields(told) { $0.bridge = "br0" } == ["spec.domain.devices.interfaces[0].dhcpOptions"])
    }

    @Test("an interface that is absent is no interface, and may be anything")
    func absent() throws {
        let machine = VirtualMachineInstance.debian {
            $0.spec.domain.devices.interfaces = [.init(name: "default", sriov: .init(), state: "absent")]
        }
        #expect(fields(machine).isEmpty)
        #expect(machine.userNetworks.isEmpty)
    }

    @Test("a disk that outlives machines may be shared by them, one that is made for a machine may not")
    func shareable() {
        let shared = { (volume: VirtualMachineInstanceSpec.Volume) in
            VirtualMachineInstance.debian {
                $0.spec.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "root", shareable: true)]
                $0.spec.volumes = [volume]
            }
        }
        let field = "spec.domain.devices.disks[0].shareable"
        #expect(fields(shared(.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "root"))) == [field])
        #expect(fields(shared(.init(hostDisk: .init(path: "/a.img", type: "Disk"), name: "root"))).isEmpty)
        #expect(fields(shared(.init(name: "root", persistentVolumeClaim: .init(claimName: "c")))).isEmpty)
    }

    @Test("a disk of less than a MiB would be one of nothing")
    func emptyDisk() {
        let sized = { (capacity: Quantity) in
            VirtualMachineInstance.debian {
                $0.spec.volumes?[0] = .init(emptyDisk: .init(capacity: capacity), name: "root")
            }
        }
        #expect(fields(sized(.mebibytes(1))).isEmpty)
        #expect(fields(sized(.bytes(1_000_000))) == ["spec.volumes[0].emptyDisk.capacity"])
    }

    @Test("every refusal says what to do instead")
    func remedies() {
        for lack in Lack.all {
            for cause in VirtualMachineInstance.debian(.amd64, lack.change).localCauses() {
                #expect(
                    ["use", "leave", "write", "say", "list", "install", "give", "must", "need", "set"].contains {
                        cause.message.contains($0)
                    }, "\(cause.field ?? ""): \(cause.message)")
            }
        }
    }
}
