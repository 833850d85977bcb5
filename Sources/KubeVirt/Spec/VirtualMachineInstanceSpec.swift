/// What a machine shall be (kubevirt.io/v1 VirtualMachineInstanceSpec).
public struct VirtualMachineInstanceSpec: Sendable, Hashable, Codable {
    /// Instruction set of the guest; the host's own by default.
    public var architecture: Architecture?
    /// The machine's hardware and firmware.
    public var domain: DomainSpec
    /// What happens to the machine when its node is drained; clusters only.
    public var evictionStrategy: EvictionStrategy?
    /// Host name that the guest is told; the machine's name by default.
    public var hostname: String?
    /// Networks that interfaces are connected to.
    public var networks: [Network]?
    /// Domain under the cluster's own; clusters only.
    public var subdomain: String?
    /// Seconds that the guest gets to shut down before it is ended; 30 by default.
    public var terminationGracePeriodSeconds: Int64?
    /// What disks hold.
    public var volumes: [Volume]?

    /// A value with these fields; what is not given stays unset.
    public init(
        architecture: Architecture? = nil,
        domain: DomainSpec = DomainSpec(),
        evictionStrategy: EvictionStrategy? = nil,
        hostname: String? = nil,
        networks: [Network]? = nil,
        subdomain: String? = nil,
        terminationGracePeriodSeconds: Int64? = nil,
        volumes: [Volume]? = nil
    ) {
        self.architecture = architecture
        self.domain = domain
        self.evictionStrategy = evictionStrategy
        self.hostname = hostname
        self.networks = networks
        self.subdomain = subdomain
        self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
        self.volumes = volumes
    }
}

extension VirtualMachineInstanceSpec: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "accessCredentials", "affinity", "dnsConfig", "dnsPolicy", "livenessProbe",
            "nodeSelector", "priorityClassName", "readinessProbe", "resourceClaims", "schedulerName",
            "serviceAccountName", "startStrategy", "tolerations", "topologySpreadConstraints",
            "utilityVolumes",
        ]
    }
}
