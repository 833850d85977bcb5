import DomainXML
import KubeVirt

extension VirtualMachineInstance {
    fileprivate var cpu: DomainSpec.CPU {
        get { spec.domain.cpu ?? .init() }
        set { spec.domain.cpu = newValue }
    }
}

/// Disks on emptyDisks.
private func disks(_ machine: inout VirtualMachineInstance, _ dedicated: [Bool]) {
    let names = dedicated.indices.map { "d\($0)" }
    machine.spec.domain.devices.disks = zip(names, dedicated).map { name, dedicated in
        .init(dedicatedIOThread: dedicated, disk: .init(bus: .virtio), name: name)
    }
    machine.spec.volumes = names.map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0) }
}

private func pinned(_ host: inout HostFacts) {
    host.topology = MachineCase.topology
    host.processors = Array(0..<16)
}

private func signed(_ host: inout HostFacts) {
    host.firmware = FirmwareChoice(loader: "/CODE", template: "/VARS", isSecure: true)
}

private func selected(_ host: inout HostFacts) {
    host.firmware = FirmwareChoice(loader: "", template: "", isSecure: true, isLibvirts: true)
}

extension MachineCase {
    static let all: [MachineCase] = processors + pinning + memory + boot + features + others

    private static let processors: [MachineCase] = [
        MachineCase("processors") {
            $0.cpu = .init(cores: 2, features: [.init(name: "apic", policy: "require")], model: "Nehalem", sockets: 2)
        },
        MachineCase("processorsAsked") {
            $0.spec.domain.resources = .init(limits: ["cpu": .millicores(2500)], requests: ["cpu": .cores(1)])
        },
        MachineCase("processorsPlugged") { $0.cpu = .init(cores: 1, maxSockets: 4, sockets: 2, threads: 2) },
        MachineCase("processorsPluggedArm64", .arm64) { $0.cpu = .init(cores: 1, maxSockets: 4, sockets: 2) },
        MachineCase("processorsS390x", .s390x) { $0.cpu = .init(cores: 1, maxSockets: 2, model: "host-passthrough") },
        MachineCase("processorsWithMPX") { $0.cpu = .init(features: [.init(name: "mpx", policy: "optional")]) },
        MachineCase("foreign", .arm64, host: { $0.architecture = .amd64 }) { $0.cpu = .init(model: "host-model") },
    ]

    private static let pinning: [MachineCase] = [
        MachineCase("pinned", host: pinned) { $0.cpu = .init(cores: 3, dedicatedCpuPlacement: true, threads: 2) },
        MachineCase(
            "pinnedEven", annotations: ["alpha.kubevirt.io/EmulatorThreadCompleteToEvenParity": ""], host: pinned
        ) { $0.cpu = .init(cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true) },
        MachineCase("pinnedThreads", host: pinned) {
            $0.cpu = .init(cores: 8, dedicatedCpuPlacement: true)
            $0.spec.domain.ioThreadsPolicy = "auto"
            $0.spec.domain.resources = .init(requests: ["cpu": .cores(8)])
            disks(&$0, [true, true, false])
        },
        MachineCase("pinnedManyThreads", host: pinned) {
            $0.cpu = .init(cores: 2, dedicatedCpuPlacement: true)
            $0.spec.domain.ioThreadsPolicy = "shared"
            disks(&$0, [true, true, false])
        },
        MachineCase("pinnedPool", host: pinned) {
            $0.cpu = .init(cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true)
            $0.spec.domain.ioThreadsPolicy = "supplementalPool"
            $0.spec.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
        },
        MachineCase("pinnedEmulator", .arm64, host: pinned) {
            $0.cpu = .init(cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true)
            disks(&$0, [true])
        },
        MachineCase("nodes", host: pinned) {
            $0.cpu = .init(
                cores: 5, dedicatedCpuPlacement: true, numa: .init(guestMappingPassthrough: .init()), realtime: .init())
            $0.spec.domain.memory = .init(guest: .mebibytes(2050), hugepages: .init(pageSize: "2Mi"))
        },
        MachineCase("nodesS390x", .s390x, host: pinned) {
            $0.cpu = .init(cores: 5, dedicatedCpuPlacement: true, numa: .init(guestMappingPassthrough: .init()))
            $0.spec.domain.memory = .init(guest: .gibibytes(2), hugepages: .init(pageSize: "1Mi"))
        },
    ]

    private static let memory: [MachineCase] = [
        MachineCase("memoryAsked") {
            $0.spec.domain.memory = nil
            $0.spec.domain.resources = .init(limits: ["memory": .gibibytes(2)], requests: ["memory": .megabytes(64)])
        },
        MachineCase("memoryLimited") {
            $0.spec.domain.memory = nil
            $0.spec.domain.resources = .init(limits: ["memory": .gibibytes(2)])
        },
        MachineCase("memoryPlugged") { $0.spec.domain.memory?.maxGuest = .gibibytes(4) },
        MachineCase("memoryPluggedFull") { $0.spec.domain.memory?.maxGuest = .mebibytes(1024) },
        MachineCase("hugePages") { $0.spec.domain.memory?.hugepages = .init(pageSize: "2Mi") },
        MachineCase("hugePagesWithoutFile", annotations: ["kubevirt.io/memfd": "false"]) {
            $0.spec.domain.memory?.hugepages = .init(pageSize: "2Mi")
        },
        MachineCase("sharedMemory", .arm64) {
            $0.cpu = .init(cores: 2)
            $0.spec.domain.devices.filesystems = [.init(name: "f", virtiofs: .init())]
        },
        MachineCase("sharedMemoryS390x", .s390x) {
            $0.spec.domain.devices.filesystems = [.init(name: "f", virtiofs: .init())]
        },
    ]

    private static let boot: [MachineCase] = [
        MachineCase("uefi", host: signed) { $0.spec.domain.firmware = .init(bootloader: .init(efi: .init())) },
        MachineCase("uefiOfUser", .arm64, host: signed) {
            $0.spec.domain.firmware = .init(bootloader: .init(efi: .init()))
            $0.status = .init(runtimeUser: 107)
        },
        MachineCase("uefiSelected", host: selected) {
            $0.spec.domain.firmware = .init(bootloader: .init(efi: .init()))
        },
        MachineCase("uefiSelectedArm64", .arm64, host: selected) {
            $0.spec.domain.firmware = .init(bootloader: .init(efi: .init()))
        },
        MachineCase("uefiWithoutVariables", host: signed) {
            $0.spec.domain.firmware = .init(bootloader: .init(efi: .init()))
            $0.spec.domain.launchSecurity = .init(snp: .init())
        },
        MachineCase("bios") {
            $0.spec.domain.firmware = .init(bootloader: .init(bios: .init(useSerial: true)))
            $0.spec.startStrategy = "Paused"
        },
        MachineCase("kernel", .arm64) {
            $0.spec.domain.firmware = .init(
                kernelBoot: .init(
                    container: .init(image: "i", initrdPath: "/boot/initrd", kernelPath: "/boot/vmlinuz"),
                    kernelArgs: "console=ttyAMA0"))
        },
        MachineCase("tables") {
            $0.spec.domain.firmware = .init(acpi: .init(msdmNameRef: "b", slicNameRef: "a"))
            $0.spec.volumes = ["a", "b"].map { .init(name: $0, secret: .init(secretName: "s")) }
        },
        MachineCase("ignition", annotations: [DomainConverter.ignitionAnnotation: #"{"ignition": {}}"#]) { _ in },
        MachineCase("firmwareLog", host: { $0.logsFirmware = true }),
        MachineCase("firmwareLogArm64", .arm64, host: { $0.logsFirmware = true }),
    ]

    private static let features: [MachineCase] = [
        MachineCase("features") {
            $0.spec.domain.features = .init(
                acpi: .init(), apic: .init(), kvm: .init(hidden: true), pvspinlock: .init(enabled: false), smm: .init())
        },
        MachineCase("featuresArm64", .arm64) {
            $0.spec.domain.features = .init(acpi: .init(enabled: false), smm: .init(enabled: false))
        },
        MachineCase("hyperv") {
            $0.spec.domain.features = .init(
                hyperv: .init(
                    evmcs: .init(enabled: false), frequencies: .init(), ipi: .init(), reenlightenment: .init(),
                    relaxed: .init(), reset: .init(), runtime: .init(), spinlocks: .init(spinlocks: 8191),
                    synic: .init(), synictimer: .init(direct: .init()),
                    tlbflush: .init(direct: .init(), extended: .init(enabled: false)), vapic: .init(),
                    vendorid: .init(vendorid: "maker"), vpindex: .init()))
        },
        MachineCase("hypervOfHost") { $0.spec.domain.features = .init(hypervPassthrough: .init(enabled: true)) },
        MachineCase("sev") {
            $0.spec.domain.launchSecurity = .init(
                sev: .init(dhCert: "c", policy: .init(encryptedState: true), session: "s"))
        },
        MachineCase("tdx", annotations: ["kubevirt.io/qgs-socket-path": "/qgs"]) {
            $0.spec.domain.launchSecurity = .init(tdx: .init())
            $0.spec.domain.features = .init()
        },
        MachineCase("secureExecution", .s390x) { $0.spec.domain.launchSecurity = .init() },
    ]

    private static let others: [MachineCase] = [
        MachineCase("timers") {
            $0.spec.domain.clock = .init(
                timer: .init(
                    hpet: .init(present: false, tickPolicy: "delay"), hyperv: .init(), kvm: .init(present: false),
                    pit: .init(tickPolicy: "discard"), rtc: .init(tickPolicy: "catchup", track: "guest")),
                timezone: "Europe/Berlin")
        },
        MachineCase("clock") { $0.spec.domain.clock = .init(utc: .init(offsetSeconds: -60)) },
        MachineCase("counter") {
            $0.cpu = .init(features: [.init(name: "invtsc", policy: "require")])
            $0.status = .init(topologyHints: .init(tscFrequency: 2_000_000))
        },
        MachineCase(
            "identity",
            host: { host in
                host.smbios = .kubeVirt
                host.smbios?.sku = "s"
                host.smbios?.version = "v"
            }
        ) {
            $0.spec.domain.chassis = .init(
                asset: "a", manufacturer: "m", serial: "s", sku: "k", version: "v")
            $0.spec.domain.firmware = .init(serial: "1", uuid: "5d307ca9-b3ef-428c-8861-06e72d69f223")
        },
        MachineCase("rebootEnds") { $0.spec.domain.rebootPolicy = "Terminate" },
        MachineCase("rebootRestarts") { $0.spec.domain.rebootPolicy = "Reboot" },
        MachineCase("emulated", host: { $0.kvm = false }),
        MachineCase("descriptor", host: { $0.hasIOMMUDescriptor = true }),
    ]
}
