/// What a cluster's administrator has set and KubeVirt's webhooks ask for: the KubeVirt object's `spec.configuration`.
///
/// A value without arguments is KubeVirt as it comes.
public struct ClusterConfiguration: Sendable, Hashable {
    /// Gates that are switched on (`developerConfiguration.featureGates`).
    public var featureGates: [FeatureGate]
    /// Gates that are switched off (`developerConfiguration.disabledFeatureGates`); one that is on as well stays on.
    public var disabledFeatureGates: [FeatureGate]
    /// Architecture of a machine that says none.
    public var defaultArchitecture: Architecture
    /// Machine type of a machine that says none; the architecture's own when unset.
    public var machineType: String?
    /// Patterns of the machine types that are let in, of any architecture; each architecture's own when unset.
    public var emulatedMachines: [String]?
    /// What happens to a machine that says nothing when its node is drained.
    public var evictionStrategy: VirtualMachineInstanceSpec.EvictionStrategy?
    /// When changes of a virtual machine reach its running instance.
    public var rolloutStrategy: RolloutStrategy
    /// How an interface on the pod's network is bound that nobody asked for.
    public var defaultPodInterface: PodInterface
    /// Whether a bridge may take over the pod's own interface.
    public var permitsBridgeOnPodNetwork: Bool
    /// PCI devices of hosts that machines may ask for.
    public var permittedPCIDevices: [PermittedPCIDevice]
    /// Whether SCSI reservations may be kept on shared disks; as a gate of that name says when unset.
    public var persistentReservation: Bool?
    /// Processor model of a machine that says none; `host-model` when unset.
    public var cpuModel: String?
    /// Processor time that is requested for a machine that says none; a tenth of one, which is not written down, when
    /// unset.
    public var cpuRequest: Quantity?
    /// How much may be plugged into running machines.
    public var liveUpdate: LiveUpdate
    /// Socket of the host's service that signs what an encrypted machine says of itself.
    public var quoteSocketPath: String
    /// Whether the one who asks is a part of KubeVirt, which may set the labels that it keeps for itself.
    package var requesterIsKubeVirt = false

    /// A cluster with these settings.
    public init(
        featureGates: [FeatureGate] = [],
        disabledFeatureGates: [FeatureGate] = [],
        defaultArchitecture: Architecture = .amd64,
        machineType: String? = nil,
        emulatedMachines: [String]? = nil,
        evictionStrategy: VirtualMachineInstanceSpec.EvictionStrategy? = nil,
        rolloutStrategy: RolloutStrategy = .liveUpdate,
        defaultPodInterface: PodInterface = .bridge,
        permitsBridgeOnPodNetwork: Bool = true,
        permittedPCIDevices: [PermittedPCIDevice] = [],
        persistentReservation: Bool? = nil,
        cpuModel: String? = nil,
        cpuRequest: Quantity? = nil,
        liveUpdate: LiveUpdate = LiveUpdate(),
        quoteSocketPath: String = "/var/run/tdx-qgs/qgs.socket"
    ) {
        self.featureGates = featureGates
        self.disabledFeatureGates = disabledFeatureGates
        self.defaultArchitecture = defaultArchitecture
        self.machineType = machineType
        self.emulatedMachines = emulatedMachines
        self.evictionStrategy = evictionStrategy
        self.rolloutStrategy = rolloutStrategy
        self.defaultPodInterface = defaultPodInterface
        self.permitsBridgeOnPodNetwork = permitsBridgeOnPodNetwork
        self.permittedPCIDevices = permittedPCIDevices
        self.persistentReservation = persistentReservation
        self.cpuModel = cpuModel
        self.cpuRequest = cpuRequest
        self.liveUpdate = liveUpdate
        self.quoteSocketPath = quoteSocketPath
    }
}

extension ClusterConfiguration {
    /// When changes of a virtual machine reach its running instance.
    public enum RolloutStrategy: String, Sendable, Hashable, Codable {
        /// At once where that is possible.
        case liveUpdate = "LiveUpdate"
        /// With the next start.
        case stage = "Stage"
    }

    /// A kind of PCI device that machines may ask for, by the name of a resource.
    public struct PermittedPCIDevice: Sendable, Hashable, Codable {
        /// Vendor and product, such as `10de:1eb8`.
        public var pciVendorSelector: String
        /// Name by which machines ask for it.
        public var resourceName: String

        /// A device of this name.
        public init(pciVendorSelector: String, resourceName: String) {
            self.pciVendorSelector = pciVendorSelector
            self.resourceName = resourceName
        }
    }

    /// Whether a feature may be used: always once it is generally available, else as switched, else when it is beta.
    ///
    /// A gate that KubeVirt does not know is off, even where it is listed.
    public func isEnabled(_ gate: FeatureGate) -> Bool {
        guard let maturity = gate.maturity else { return false }
        if maturity == .generallyAvailable { return true }
        if featureGates.contains(gate) { return true }
        if disabledFeatureGates.contains(gate) { return false }
        return maturity == .beta
    }

    /// Whether SCSI reservations may be kept. Its gate is generally available, yet has to be listed.
    package var allowsPersistentReservation: Bool {
        persistentReservation ?? featureGates.contains(FeatureGate(rawValue: "PersistentReservation"))
    }

    /// Patterns of the machine types that are let in for an architecture.
    package func emulatedMachines(of architecture: Architecture?) -> [String] {
        if let emulatedMachines { return emulatedMachines }
        return switch architecture {
        case .arm64: ["virt*"]
        case .s390x: ["s390-ccw-virtio*"]
        case .armhf, .riscv64: ["virt*"]
        case .i386: ["q35*", "pc-q35*", "pc", "pc-i440fx*"]
        case .mips64el: ["malta*"]
        case .ppc64le: ["pseries*"]
        default: ["q35*", "pc-q35*"]
        }
    }

    /// Machine type of a machine that says none.
    package func machineType(of architecture: Architecture?) -> String {
        machineType ?? architecture?.defaultMachineType ?? "q35"
    }
}
