/// What a machine shall be (kubevirt.io/v1 VirtualMachineInstanceSpec).
public struct VirtualMachineInstanceSpec: Sendable, Hashable, Codable {
    /// Instruction set of the guest; the host's own by default.
    public var architecture: Architecture?
    /// The machine's hardware and firmware.
    public var domain: DomainSpec
    /// What happens to the machine when its node is drained; clusters only.
    public var evictionStrategy: EvictionStrategy?
    /// Seconds that the guest gets to shut down before it is ended; 30 by default.
    public var terminationGracePeriodSeconds: Int64?

    /// A value with these fields; what is not given stays unset.
    public init(
        architecture: Architecture? = nil,
        domain: DomainSpec = DomainSpec(),
        evictionStrategy: EvictionStrategy? = nil,
        terminationGracePeriodSeconds: Int64? = nil
    ) {
        self.architecture = architecture
        self.domain = domain
        self.evictionStrategy = evictionStrategy
        self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
    }
}

extension VirtualMachineInstanceSpec: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        [
            "accessCredentials", "affinity", "dnsConfig", "dnsPolicy", "hostname", "livenessProbe", "networks",
            "nodeSelector", "priorityClassName", "readinessProbe", "resourceClaims", "schedulerName",
            "serviceAccountName", "startStrategy", "subdomain", "tolerations", "topologySpreadConstraints",
            "utilityVolumes", "volumes",
        ]
    }
}
