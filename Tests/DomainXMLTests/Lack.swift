import KubeVirt
import Testing

/// Something that is right in a cluster and not to be had here.
struct Lack: Sendable, CustomTestStringConvertible {
    let field: String
    let change: @Sendable (inout VirtualMachineInstance) -> Void
    var testDescription: String { field }

    private static func disk(_ field: String, _ change: @escaping @Sendable (inout DomainSpec.Disk) -> Void) -> Lack {
        Lack(field: "domain.devices.disks[0]." + field) { machine in
            guard var disk = machine.spec.domain.devices.disks?.first else { return }
            change(&disk)
            machine.spec.domain.devices.disks?[0] = disk
        }
    }

    private static func interface(
        _ field: String, _ change: @escaping @Sendable (inout DomainSpec.Interface) -> Void
    ) -> Lack {
        Lack(field: "domain.devices.interfaces[0]" + field) { machine in
            guard var interface = machine.spec.domain.devices.interfaces?.first else { return }
            change(&interface)
            machine.spec.domain.devices.interfaces?[0] = interface
        }
    }

    static let all: [Lack] = [
        disk("shareable") { $0.shareable = true }, disk("tag") { $0.tag = "x" },
        disk("changedBlockTracking") { $0.changedBlockTracking = true },
        disk("blockSize.matchVolume") { $0.blockSize = .init(matchVolume: .init()) },
        disk("blockSize.custom.discardGranularity") {
            $0.blockSize = .init(custom: .init(discardGranularity: 512, logical: 512, physical: 512))
        },
        disk("io") {
            $0.io = .native
            $0.cache = .writeBack
        },
        disk("cdrom.bus") {
            $0.disk = nil
            $0.cdrom = .init(bus: .virtio)
        },
        disk("lun") {
            $0.disk = nil
            $0.lun = .init()
        },
        interface(".bridge") { $0.bridge = .init() }, interface(".passtBinding") { $0.passtBinding = .init() },
        interface(".sriov") { $0.sriov = .init() }, interface(".binding") { $0.binding = .init(name: "x") },
        interface("") { $0.masquerade = nil }, interface(".tag") { $0.tag = "x" },
        interface(".model") { $0.model = "igb" },
        interface(".portRanges") { $0.portRanges = [.init(end: 20, protocol: "TCP", start: 10)] },
        interface(".dhcpOptions.ntpServers") { $0.dhcpOptions = .init(ntpServers: ["10.0.0.1"]) },
        interface(".dhcpOptions.privateOptions") {
            $0.dhcpOptions = .init(privateOptions: [.init(option: 240, value: "x")])
        },
        Lack(field: "networks[0].multus") {
            $0.spec.networks?[0] = .init(multus: .init(networkName: "n"), name: "default")
        },
        Lack(field: "networks[0].pod.vmNetworkCIDR") { $0.spec.networks?[0].pod?.vmNetworkCIDR = "10.0.2.0/30" },
        Lack(field: "networks[0].pod.vmIPv6NetworkCIDR") { $0.spec.networks?[0].pod?.vmIPv6NetworkCIDR = "fd10::/120" },
        Lack(field: "volumes[0].containerDisk.imagePullSecret") {
            $0.spec.volumes?[0].containerDisk?.imagePullSecret = "s"
        },
        Lack(field: "volumes[1].emptyDisk.capacity") {
            $0.spec.volumes?[1] = .init(emptyDisk: .init(capacity: .zero), name: "seed")
        },
        Lack(field: "networks[0].resourceClaim") {
            $0.spec.networks?[0] = .init(name: "default", resourceClaim: .init(claimName: "c", requestName: "r"))
        },
        Lack(field: "domain.devices.networkInterfaceMultiqueue") {
            $0.spec.domain.devices.networkInterfaceMultiqueue = true
        },
        Lack(field: "domain.ioThreadsPolicy") {
            $0.spec.domain.ioThreadsPolicy = "supplementalPool"
            $0.spec.domain.ioThreads = .init(supplementalPoolThreadCount: 2)
        },
        Lack(field: "domain.devices.hostDevices[0]") {
            $0.spec.domain.devices.hostDevices = [.init(deviceName: "example.com/x", name: "x")]
        },
        Lack(field: "domain.devices.gpus[0]") {
            $0.spec.domain.devices.gpus = [.init(deviceName: "example.com/x", name: "x")]
        },
        Lack(field: "domain.devices.filesystems[0].virtiofs") {
            $0.spec.domain.devices.filesystems = [.init(name: "seed", virtiofs: .init())]
        },
        Lack(field: "domain.devices.tpm") { $0.spec.domain.devices.tpm = .init() },
        Lack(field: "domain.devices.autoattachVSOCK") { $0.spec.domain.devices.autoattachVSOCK = true },
        Lack(field: "domain.devices.downwardMetrics") { $0.spec.domain.devices.downwardMetrics = .init() },
        Lack(field: "domain.devices.panicDevices[1].model") {
            $0.spec.domain.devices.panicDevices = [.init(model: "isa"), .init(model: "pvpanic")]
        },
        Lack(field: "domain.devices.logSerialConsole") { $0.spec.domain.devices.logSerialConsole = false },
        Lack(field: "domain.resources.limits.cpu") {
            $0.spec.domain.resources = .init(limits: ["cpu": .millicores(1500), "memory": .gibibytes(1)])
        },
        Lack(field: "domain.resources.requests.example.com/card") {
            $0.spec.domain.resources = .init(requests: ["example.com/card": .cores(1)])
        },
        Lack(field: "domain.memory.guest") {
            $0.spec.domain.resources = .init(limits: ["memory": .mebibytes(1)])
        },
        Lack(field: "subdomain") { $0.spec.subdomain = "x" },
    ]
}
