package import KubeVirt

/// What the conversion has to know of the host, and of what was made ready there for one machine.
///
/// A cluster's node and this host are both values of it: as it is made, a node that was told nothing else; `local` is
/// this host. What KubeVirt's own converter is told is here, and what only a single host has is in ``single``.
package struct HostFacts: Sendable, Hashable {
    /// Whether guests run under KVM, and under TCG otherwise.
    package var kvm: Bool
    /// Whether a machine may run under TCG where there is no KVM.
    package var allowsEmulation = true
    /// What the host's own processors are; the guest's when nil.
    package var architecture: Architecture?
    /// What the guest's processors are where the VMI does not say.
    package var assumedArchitecture = Architecture.amd64
    /// The QEMU binary; libvirt's choice for the architecture when nil.
    package var emulator: String?

    /// Numbers of the host's processors that a machine with dedicated ones may have.
    package var processors: [Int] = []
    /// How those processors and the memory lie together; nil when nobody looked.
    package var topology: HostTopology?

    /// What SMBIOS tells of the maker; nothing when nil.
    package var smbios: SMBIOS?
    /// The UEFI that was chosen for the machine.
    package var firmware: FirmwareChoice?
    /// Whether a machine with UEFI gets a display that UEFI's drivers know, bochs.
    package var hasBochsDisplay = false
    /// Whether firmware writes its own log.
    package var logsFirmware = false

    package var freePageReporting = false
    /// Seconds between the balloon's reports; none when 0.
    package var balloonPeriod = 0
    /// Whether what the guest writes to its console is kept in a file.
    package var logsSerialConsole = false

    /// Volumes of claims that are block devices here, by name.
    package var blockClaims: Set<String> = []
    /// Volumes of data volumes that are block devices here, by name.
    package var blockDataVolumes: Set<String> = []
    /// Volumes that were plugged in when the machine ran, by name, beside those that its status tells of.
    package var pluggedVolumes: Set<String> = []
    /// Volumes that have all their space already, by name: nothing of it is given back.
    package var preallocatedVolumes: Set<String> = []
    /// The overlay that notes which blocks change, by the volume's name.
    package var changeTracking: [String: String] = [:]
    /// Whether disks on virtio also speak the protocol of before 1.0, where that is not as the VMI says of all devices:
    /// KubeVirt's converter is told it twice.
    package var transitionalDisks: Bool?
    /// Whether each machine has a vsock address space of its own, and so the same number in it.
    package var hasOwnVSOCK = false
    /// What was seen of images, by the volume's name.
    package var disks: [String: DiskInformation] = [:]

    /// How interfaces are connected, by their name.
    package var attachments: [String: Attachment] = [:]
    /// How the other interfaces are connected.
    package var attachmentOfOthers: Attachment?

    /// Devices of the host by the name of the device in the VMI, found and reserved for the machine.
    package var hostDevices = HostDevices()
    /// Whether devices are handed over by descriptor (iommufd).
    package var hasIOMMUDescriptor = false
    /// Whether devices sit on buses of the NUMA node that they belong to.
    package var placesDevicesByNode = false

    /// What only a single host that nobody schedules to is and lacks; nil for a node of a cluster.
    package var single: SingleHost?

    package init(kvm: Bool) { self.kvm = kvm }

    /// This host, with KubeVirt's default settings where a cluster's configuration would say.
    package static func local(kvm: Bool, emulator: String? = nil, _ single: SingleHost = SingleHost()) -> HostFacts {
        var facts = HostFacts(kvm: kvm)
        facts.emulator = emulator
        facts.smbios = .kubeVirt
        facts.freePageReporting = kvm
        facts.balloonPeriod = 10
        facts.logsSerialConsole = true
        facts.attachmentOfOthers = .userNetwork
        facts.single = single
        return facts
    }

    package func attachment(of interface: String) -> Attachment? { attachments[interface] ?? attachmentOfOthers }

    var hasUserNetworks: Bool { attachmentOfOthers == .userNetwork || attachments.values.contains(.userNetwork) }

    /// How an interface of a machine is connected to what is outside.
    package enum Attachment: Sendable, Hashable {
        /// A tap device that was made before.
        case tap
        /// QEMU's user networking, with the addresses that KubeVirt would deal out.
        case userNetwork
        /// A network of Mayfly's own between machines, to whose switch QEMU is connected by a socket.
        case privateNetwork
        /// A bridge of this host that QEMU's helper may put machines on.
        case bridge(String)
        /// A way that KubeVirt's converter has no words for.
        case other(String)
    }

    /// What `qemu-img info` told of an image.
    package struct DiskInformation: Sendable, Hashable {
        package var format: String
        package init(format: String) { self.format = format }
    }
}

/// What SMBIOS tells of a machine's maker.
package struct SMBIOS: Sendable, Hashable {
    package var manufacturer = ""
    package var family = ""
    package var product = ""
    package var sku = ""
    package var version = ""

    package init() {}

    /// As KubeVirt's default configuration has it.
    package static var kubeVirt: SMBIOS {
        var smbios = SMBIOS()
        smbios.manufacturer = "KubeVirt"
        smbios.family = "KubeVirt"
        smbios.product = "None"
        return smbios
    }
}

/// The UEFI for a machine: its program, and what its variables start from.
package struct FirmwareChoice: Sendable, Hashable {
    package var loader: String
    /// What libvirt makes the machine's own variables from.
    package var template: String
    /// Whether the program is the one that checks signatures.
    package var isSecure: Bool
    /// Whether libvirt shall look for the program itself, among those with keys enrolled.
    package var isLibvirts: Bool

    package init(loader: String, template: String, isSecure: Bool, isLibvirts: Bool = false) {
        self.loader = loader
        self.template = template
        self.isSecure = isSecure
        self.isLibvirts = isLibvirts
    }
}
