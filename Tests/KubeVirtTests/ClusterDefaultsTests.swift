import KubeVirt
import Testing

@Suite struct ClusterDefaultsTests {
    private func defaults(
        _ configuration: ClusterConfiguration = .init(), on architecture: Architecture = .amd64,
        _ change: (inout DomainSpec) -> Void
    ) -> DomainSpec {
        VirtualMachineInstance.admitted(architecture) { change(&$0.domain) }.withDefaults(under: configuration).spec
            .domain
    }

    @Test("a machine is told by which scheme its devices are placed, and what it has now")
    func metadataAndStatus() {
        let machine = VirtualMachineInstance.admitted { $0.domain.cpu = .init(sockets: 2) }.withDefaults(under: .init())
        #expect(machine.metadata.annotations == ["kubevirt.io/pci-topology-version": "v3"])
        #expect(machine.status?.memory?.guestAtBoot == .mebibytes(64))
        #expect(machine.status?.currentCPUTopology == .init(sockets: 2))
        #expect(machine.status?.runtimeUser == 107)
        #expect(machine.spec.domain.firmware?.uuid == nil, "a value has no chance")
        let other = VirtualMachineInstance.admitted(.s390x) { _ in }.withDefaults(under: .init(featureGates: [.root]))
        #expect(other.metadata.annotations == nil)
        #expect(other.status?.runtimeUser == nil)
        var old = machine
        old.metadata.annotations = ["kubevirt.io/pci-topology-version": "v2"]
        #expect(old.withDefaults(under: .init()).metadata == old.metadata)
    }

    @Test("what the administrator sets comes before KubeVirt's own defaults")
    func configuration() {
        let configuration = ClusterConfiguration(
            defaultArchitecture: .arm64, machineType: "virt-9", evictionStrategy: .liveMigrate,
            defaultPodInterface: .masquerade, cpuModel: "Haswell", cpuRequest: .millicores(500))
        let spec = VirtualMachineInstance().withDefaults(under: configuration).spec
        #expect(spec.architecture == .arm64)
        #expect(spec.domain.machine?.type == "virt-9")
        #expect(spec.evictionStrategy == .liveMigrate)
        #expect(spec.domain.devices.interfaces == [.init(masquerade: .init(), name: "default")])
        #expect(spec.domain.cpu?.model == "host-passthrough", "arm64 knows no other")
        #expect(spec.domain.resources?.requests == ["cpu": .millicores(500)])
        #expect(defaults(configuration) { _ in }.cpu?.model == "Haswell")
        #expect(
            defaults(configuration) { $0.cpu = .init(dedicatedCpuPlacement: true) }.resources?.requests == nil)
    }

    @Test("there is room for four times as many sockets, up to 512 processors")
    func sockets() {
        func most(_ cpu: DomainSpec.CPU, _ settings: ClusterConfiguration.LiveUpdate = .init()) -> UInt32? {
            defaults(.init(liveUpdate: settings)) { $0.cpu = cpu }.cpu?.maxSockets
        }
        #expect(most(.init(cores: 1, sockets: 2, threads: 1)) == 8)
        #expect(most(.init(cores: 8, sockets: 32, threads: 2)) == 32)
        #expect(most(.init(cores: 8, sockets: 40, threads: 2)) == 40)
        #expect(most(.init(maxSockets: 3, sockets: 2)) == 3)
        #expect(most(.init(cores: 2)) == nil)
        #expect(most(.init(sockets: 2), .init(maxCPUSockets: 3)) == 3)
        #expect(most(.init(sockets: 4), .init(maxCPUSockets: 3)) == 4)
        #expect(defaults(.init(rolloutStrategy: .stage)) { _ in }.cpu?.maxSockets == nil)
        #expect(defaults(on: .arm64) { _ in }.cpu?.maxSockets == nil)
    }

    @Test("there is room for four times the memory where memory can be plugged in at all")
    func memory() {
        func most(
            _ guest: Quantity, on architecture: Architecture = .amd64, _ change: (inout DomainSpec) -> Void = { _ in }
        )
            -> Quantity?
        {
            defaults(on: architecture) {
                $0.memory = .init(guest: guest)
                change(&$0)
            }.memory?.maxGuest
        }
        #expect(most(.gibibytes(2)) == .gibibytes(8))
        #expect(most(.mebibytes(1022)) == nil)
        #expect(most(.mebibytes(1025)) == nil)
        #expect(most(.gibibytes(2), on: .s390x) == nil)
        #expect(most(.gibibytes(2)) { $0.launchSecurity = .init() } == nil)
        #expect(most(.gibibytes(2)) { $0.cpu = .init(realtime: .init()) } == nil)
        #expect(most(.gibibytes(2)) { $0.cpu = .init(numa: .init(guestMappingPassthrough: .init())) } == nil)
        #expect(most(.mebibytes(1536)) { $0.memory?.hugepages = .init(pageSize: "1Gi") } == nil)
        #expect(
            defaults(.init(liveUpdate: .init(maxGuest: .gibibytes(3)))) { $0.memory?.guest = .gibibytes(2) }.memory?
                .maxGuest == .gibibytes(3))
        #expect(
            defaults(.init(liveUpdate: .init(maxGuest: .gibibytes(1)))) { $0.memory?.guest = .gibibytes(2) }.memory?
                .maxGuest == nil)
    }

    @Test("features that are named are on")
    func features() {
        let domain = defaults {
            $0.features = .init(apic: .init(), hyperv: .init(), pvspinlock: .init(), smm: .init(enabled: false))
            $0.features?.hyperv?.spinlocks = .init()
            $0.features?.hyperv?.vendorid = .init(vendorid: "x")
            $0.features?.hyperv?.relaxed = .init()
            $0.clock = .init(timer: .init(hpet: .init(present: false), rtc: .init()))
        }
        #expect(domain.features?.acpi?.enabled == true)
        #expect(domain.features?.apic?.enabled == true)
        #expect(domain.features?.pvspinlock?.enabled == true)
        #expect(domain.features?.smm?.enabled == false)
        #expect(domain.features?.hyperv?.spinlocks == .init(enabled: true, spinlocks: 4096))
        #expect(domain.features?.hyperv?.vendorid?.enabled == true)
        #expect(domain.features?.hyperv?.relaxed?.enabled == true)
        #expect(domain.clock?.timer?.hpet?.present == false)
        #expect(domain.clock?.timer?.rtc?.present == true)
        #expect(defaults(on: .s390x) { _ in }.features?.acpi?.enabled == false)
    }

    @Test("features of Hyper-V bring what they need, unless that is switched off")
    func hyperv() {
        func hyperv(_ hyperv: DomainSpec.FeatureHyperv) -> DomainSpec {
            defaults { $0.features = .init(hyperv: hyperv) }
        }
        let timer = hyperv(.init(synictimer: .init())).features?.hyperv
        #expect(timer?.synic?.enabled == true)
        #expect(timer?.vpindex?.enabled == true)
        let nested = hyperv(.init(evmcs: .init()))
        #expect(nested.features?.hyperv?.vapic?.enabled == true)
        #expect(nested.cpu?.features == [.init(name: "vmx", policy: "require")])
        let stopped = hyperv(.init(evmcs: .init(), vapic: .init(enabled: false)))
        #expect(stopped.features?.hyperv?.vapic?.enabled == false)
        #expect(stopped.cpu?.features == nil)
        let idle = hyperv(.init(ipi: .init(enabled: false)))
        #expect(idle.features?.hyperv?.vpindex == nil)
    }

    @Test("devices get what they leave open")
    func devices() {
        let machine = VirtualMachineInstance.admitted { spec in
            spec.domain.devices.gpus = [
                .init(deviceName: "x.com/y", name: "g", virtualGPUOptions: .init(display: .init(ramFB: .init())))
            ]
            spec.domain.devices.inputs = [.init(name: "i", type: "")]
            spec.domain.devices.filesystems = [.init(name: "f", virtiofs: .init())]
            spec.domain.devices.disks = [.init(blockSize: .init(matchVolume: .init()), name: "d")]
            spec.volumes = ["d", "e", "f"].map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0) }
            spec.livenessProbe = .init(guestAgentPing: .init(), periodSeconds: 3)
        }.withDefaults(under: .init())
        let devices = machine.spec.domain.devices
        #expect(devices.gpus?[0].virtualGPUOptions?.display?.ramFB?.enabled == true)
        #expect(devices.inputs == [.init(bus: "usb", name: "i", type: "tablet")])
        #expect(
            devices.disks == [
                .init(blockSize: .init(matchVolume: .init(enabled: true)), disk: .init(bus: .sata), name: "d"),
                .init(disk: .init(bus: .sata), name: "e"),
            ])
        let probe = machine.spec.livenessProbe
        #expect(probe?.periodSeconds == 3)
        #expect([probe?.failureThreshold, probe?.successThreshold, probe?.timeoutSeconds] == [3, 1, 1])
    }

    @Test("watchdogs are of the architecture's kind and reset")
    func watchdogs() {
        #expect(
            defaults { $0.devices.watchdog = .init(name: "w") }.devices.watchdog?.i6300esb?.action == "reset")
        let mainframe = defaults(on: .s390x) { $0.devices.watchdog = .init(name: "w") }.devices.watchdog
        #expect(mainframe?.diag288?.action == "reset")
        #expect(mainframe?.i6300esb == nil)
    }

    @Test(
        "an image without a version is looked for each time",
        arguments: [
            ("x/y:latest", "Always"), ("x/y", "Always"), ("x/y:1", "IfNotPresent"), ("x@sha256:0", "IfNotPresent"),
        ])
    func pullPolicy(image: String, policy: String) {
        let machine = VirtualMachineInstance.admitted {
            $0.volumes = [.init(containerDisk: .init(image: image), name: "a")]
        }
        #expect(
            machine.withDefaults(under: .init()).spec.volumes?[0].containerDisk?.imagePullPolicy?.rawValue == policy)
    }

    @Test("defaults change nothing twice, and are admitted")
    func again() {
        for architecture in [Architecture.amd64, .arm64, .s390x] {
            let machine = VirtualMachineInstance.admitted(architecture) {
                $0.domain.memory = .init(guest: .gibibytes(2))
                $0.domain.features = .init(hyperv: .init(evmcs: .init(), synictimer: .init()))
                $0.volumes = [.init(containerDisk: .init(image: "x"), name: "a")]
            }.withDefaults(under: .init())
            #expect(machine.withDefaults(under: .init()) == machine)
            #expect(machine.admission(under: .init()) == [])
        }
    }

    @Test("a virtual machine's template gets architecture, chipset and scheme, as a preference says first")
    func virtualMachine() {
        let plain = VirtualMachine().withDefaults()
        #expect(plain.spec.template.spec.architecture == .amd64)
        #expect(plain.spec.template.spec.domain.machine?.type == "q35")
        #expect(plain.spec.template.metadata?.annotations == ["kubevirt.io/pci-topology-version": "v3"])
        #expect(plain.spec.template.spec.domain.cpu == nil)
        var machine = VirtualMachine()
        machine.spec.dataVolumeTemplates = [.init(metadata: .init(name: "d"), spec: .init(storage: .init()))]
        let preference = VirtualMachinePreferenceSpec(
            machine: .init(preferredMachineType: "s390-ccw-virtio"), preferredArchitecture: "s390x",
            volumes: .init(preferredStorageClassName: "fast"))
        let preferred = machine.withDefaults(preference: preference)
        #expect(preferred.spec.template.spec.architecture == .s390x)
        #expect(preferred.spec.template.spec.domain.machine?.type == "s390-ccw-virtio")
        #expect(preferred.spec.template.metadata == nil)
        #expect(preferred.spec.dataVolumeTemplates?[0].spec.storage?.storageClassName == "fast")
    }
}
