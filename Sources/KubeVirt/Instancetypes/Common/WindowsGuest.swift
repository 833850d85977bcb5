/// What a Windows likes.
struct WindowsGuest: Sendable {
    /// What it boots with.
    enum Boot: Sendable {
        case bios, secure
        /// Secure boot and a TPM, both with a memory.
        case measured
    }

    var name: String
    /// The least memory, in MiB.
    var mebibytes: Int64
    /// The least processors.
    var processors: UInt32 = 1
    var boot = Boot.secure
    /// The network card that it has a driver for.
    var card = "e1000e"
    /// Whether there are virtio drivers for it.
    var hasVirtio = true
    /// It cannot live with PCI memory above 4 GiB.
    var isBelow4GiB = false

    static let all: [WindowsGuest] = [
        WindowsGuest(name: "xp", mebibytes: 128, boot: .bios, hasVirtio: false, isBelow4GiB: true),
        WindowsGuest(name: "7", mebibytes: 2048, boot: .bios),
        WindowsGuest(name: "10", mebibytes: 2048),
        WindowsGuest(name: "11", mebibytes: 4096, processors: 2, boot: .measured),
        WindowsGuest(name: "2k3", mebibytes: 256, boot: .bios, card: "rtl8139", hasVirtio: false, isBelow4GiB: true),
        WindowsGuest(name: "2k8", mebibytes: 512, boot: .bios, card: "e1000"),
        WindowsGuest(name: "2k12", mebibytes: 512, boot: .bios),
        WindowsGuest(name: "2k16", mebibytes: 2048),
        WindowsGuest(name: "2k19", mebibytes: 2048),
        WindowsGuest(name: "2k22", mebibytes: 2048, boot: .measured),
        WindowsGuest(name: "2k25", mebibytes: 2048, boot: .measured),
    ]

    /// With the drivers that Windows brings, and with virtio's.
    var preferences: [VirtualMachineClusterPreference] {
        let variants = hasVirtio ? [false, true] : [false]
        return variants.map { virtio in
            VirtualMachineClusterPreference(
                metadata: ObjectMeta(name: "windows.\(name)\(virtio ? ".virtio" : "")"), spec: spec(virtio: virtio))
        }
    }

    private func spec(virtio: Bool) -> VirtualMachinePreferenceSpec {
        var annotations = ["vm.kubevirt.io/os": "windows"]
        if isBelow4GiB { annotations["kubevirt.io/disablePCIHole64"] = "true" }
        return VirtualMachinePreferenceSpec(
            annotations: annotations, clock: Self.clock,

            cpu: .init(preferredCPUTopology: "sockets"), devices: devices(virtio: virtio), features: features,
            firmware: boot == .bios
                ? nil
                : .init(preferredEfi: .init(persistent: boot == .measured ? true : nil, secureBoot: true)),
            // Updates are installed when it shuts down.
            preferredTerminationGracePeriodSeconds: 3600,
            requirements: .init(cpu: .init(guest: processors), memory: .init(guest: .mebibytes(mebibytes))))
    }

    private func devices(virtio: Bool) -> VirtualMachinePreferenceSpec.DevicePreferences {
        .init(
            preferredAutoattachInputDevice: true, preferredDiskBus: virtio ? "virtio" : "sata",
            preferredInputBus: virtio ? "virtio" : nil, preferredInputType: virtio ? "tablet" : nil,
            preferredInterfaceModel: virtio ? "virtio" : card,
            preferredTPM: boot == .measured ? .init(persistent: true) : nil,
            preferredVideoType: virtio ? "virtio" : nil)
    }

    /// The timers that Windows keeps time by.
    private static let clock = VirtualMachinePreferenceSpec.ClockPreferences(
        preferredClockOffset: .init(utc: .init()),
        preferredTimer: .init(
            hpet: .init(present: false), hyperv: .init(), pit: .init(tickPolicy: "delay"),
            rtc: .init(tickPolicy: "catchup")))

    private var features: VirtualMachinePreferenceSpec.FeaturePreferences {
        .init(
            preferredAcpi: .init(), preferredApic: .init(),
            preferredHyperv: .init(
                frequencies: .init(), ipi: .init(), reenlightenment: .init(), relaxed: .init(), reset: .init(),
                runtime: .init(), spinlocks: .init(spinlocks: 8191), synic: .init(),
                synictimer: .init(direct: .init()), tlbflush: .init(), vapic: .init(), vpindex: .init()),
            preferredSmm: boot == .bios ? nil : .init())
    }
}
