/// What a Linux likes.
struct LinuxGuest: Sendable {
    /// What it is for, where that asks for more.
    enum Purpose: Sendable {
        case server, desktop
        /// Packet processing in the guest: four cores of two threads a socket.
        case packets
        case realtime
    }

    var name: String
    /// The least memory, in MiB; nil where anything goes.
    var mebibytes: Int64?
    /// The least processors.
    var processors: UInt32 = 1
    var purpose = Purpose.server
    /// UEFI, with or without secure boot; nil for whatever the machine has.
    var secureBoot: Bool?
    var architecture: String?
    /// Disks have threads of their own.
    var hasIOThreads = false
    /// Drivers of before virtio 1.0.
    var isTransitional = false
    /// No virtio at all.
    var isLegacy = false

    static let all: [LinuxGuest] = [
        LinuxGuest(name: "alpine", mebibytes: 512),
        LinuxGuest(name: "centos.stream9", mebibytes: 1536, hasIOThreads: true),
        LinuxGuest(name: "centos.stream9.desktop", mebibytes: 1536, purpose: .desktop, hasIOThreads: true),
        LinuxGuest(name: "centos.stream9.dpdk", mebibytes: 1536, processors: 8, purpose: .packets, hasIOThreads: true),
        LinuxGuest(name: "centos.stream10", mebibytes: 1536, hasIOThreads: true),
        LinuxGuest(name: "centos.stream10.desktop", mebibytes: 1536, purpose: .desktop, hasIOThreads: true),
        LinuxGuest(name: "cirros", mebibytes: 256),
        LinuxGuest(name: "debian", mebibytes: 512, secureBoot: false),
        LinuxGuest(name: "fedora", mebibytes: 2048, secureBoot: true, architecture: "amd64"),
        LinuxGuest(name: "fedora.arm64", mebibytes: 2048, architecture: "arm64"),
        LinuxGuest(name: "fedora.s390x", mebibytes: 2048, architecture: "s390x"),
        LinuxGuest(name: "legacy", isLegacy: true),
        LinuxGuest(name: "linux"),
        LinuxGuest(name: "linux.efi", secureBoot: false),
        LinuxGuest(name: "linux.virtiotransitional", isTransitional: true),
        LinuxGuest(name: "opensuse.leap", mebibytes: 2048),
        LinuxGuest(name: "opensuse.tumbleweed", mebibytes: 2048),
        LinuxGuest(name: "oraclelinux", mebibytes: 4096, processors: 2, secureBoot: false),
        LinuxGuest(name: "rhel.7", mebibytes: 1024),
        LinuxGuest(name: "rhel.7.desktop", mebibytes: 1024, purpose: .desktop),
        LinuxGuest(name: "rhel.8", mebibytes: 1536),
        LinuxGuest(name: "rhel.8.desktop", mebibytes: 1536, purpose: .desktop),
        LinuxGuest(name: "rhel.8.dpdk", mebibytes: 1536, processors: 8, purpose: .packets),
        LinuxGuest(name: "rhel.9", mebibytes: 1536, secureBoot: true, architecture: "amd64", hasIOThreads: true),
        LinuxGuest(name: "rhel.9.arm64", mebibytes: 1536, architecture: "arm64", hasIOThreads: true),
        LinuxGuest(
            name: "rhel.9.desktop", mebibytes: 1536, purpose: .desktop, secureBoot: true, architecture: "amd64",
            hasIOThreads: true),
        LinuxGuest(
            name: "rhel.9.dpdk", mebibytes: 1536, processors: 8, purpose: .packets, secureBoot: true,
            architecture: "amd64", hasIOThreads: true),
        LinuxGuest(
            name: "rhel.9.realtime", mebibytes: 4096, processors: 4, purpose: .realtime, secureBoot: true,
            architecture: "amd64", hasIOThreads: true),
        LinuxGuest(name: "rhel.9.s390x", mebibytes: 1536, architecture: "s390x", hasIOThreads: true),
        LinuxGuest(name: "rhel.10", mebibytes: 1536, secureBoot: true, architecture: "amd64", hasIOThreads: true),
        LinuxGuest(name: "rhel.10.arm64", mebibytes: 1536, architecture: "arm64", hasIOThreads: true),
        LinuxGuest(name: "rhel.10.s390x", mebibytes: 1536, architecture: "s390x", hasIOThreads: true),
        LinuxGuest(name: "sles", mebibytes: 2048),
        LinuxGuest(name: "ubuntu", mebibytes: 2048),
    ]

    var preference: VirtualMachineClusterPreference {
        let spec = VirtualMachinePreferenceSpec(
            annotations: ["vm.kubevirt.io/os": isLegacy ? "legacy" : "linux"], cpu: topology, devices: devices,
            // Secure boot is kept by system management mode.
            features: secureBoot == true ? .init(preferredSmm: .init()) : nil,
            firmware: secureBoot.map { .init(preferredEfi: .init(secureBoot: $0)) },
            preferredArchitecture: architecture,
            requirements: mebibytes.map {
                .init(
                    architecture: architecture, cpu: .init(guest: processors), memory: .init(guest: .mebibytes($0)))
            })
        return VirtualMachineClusterPreference(metadata: ObjectMeta(name: name), spec: spec)
    }

    private var topology: VirtualMachinePreferenceSpec.CPUPreferences? {
        guard purpose == .packets || purpose == .realtime else { return nil }
        return .init(
            preferredCPUTopology: "spread",
            spreadOptions: .init(across: "SocketsCoresThreads", ratio: purpose == .packets ? 4 : nil))
    }

    private var devices: VirtualMachinePreferenceSpec.DevicePreferences {
        guard !isLegacy else { return .init(preferredDiskBus: "sata", preferredInterfaceModel: "e1000") }
        var devices = VirtualMachinePreferenceSpec.DevicePreferences(
            preferredDiskBus: "virtio", preferredDiskDedicatedIoThread: hasIOThreads ? true : nil,
            preferredInterfaceModel: "virtio", preferredRng: .init(),
            preferredUseVirtioTransitional: isTransitional ? true : nil)
        switch purpose {
        case .server: break
        case .desktop:
            devices.preferredAutoattachInputDevice = true
            (devices.preferredInputBus, devices.preferredInputType) = ("virtio", "tablet")
        case .packets:
            devices.preferredNetworkInterfaceMultiQueue = true
        case .realtime:
            devices.preferredNetworkInterfaceMultiQueue = true
            // What could wake the guest at a wrong time is left out.
            devices.preferredAutoattachGraphicsDevice = false
            devices.preferredAutoattachMemBalloon = false
            devices.preferredAutoattachSerialConsole = true
        }
        return devices
    }
}
