/// What a machine shall be (kubevirt.io/v1 VirtualMachineInstanceSpec).
public struct VirtualMachineInstanceSpec: Sendable, Hashable, Codable {
    /// Specifies a set of public keys to inject into the vm guest.
    public var accessCredentials: [AccessCredential]?
    /// If affinity is specifies, obey all the affinity rules.
    public var affinity: Core.Affinity?
    /// Instruction set of the guest; the host's own by default.
    public var architecture: Architecture?
    /// Specifies the DNS parameters of a pod.
    ///
    /// Parameters specified here will be merged to the generated DNS configuration based on DNSPolicy.
    public var dnsConfig: Core.PodDNSConfig?
    /// Set DNS policy for the pod.
    ///
    /// Defaults to "ClusterFirst". Valid values are 'ClusterFirstWithHostNet', 'ClusterFirst', 'Default' or 'None'. DNS
    /// parameters given in DNSConfig will be merged with the policy selected with DNSPolicy. To have DNS options set
    /// along with hostNetwork, you have to specify DNS policy explicitly to 'ClusterFirstWithHostNet'.
    ///
    /// Possible enum values:
    /// - `"ClusterFirst"` indicates that the pod should use cluster DNS first unless hostNetwork is true, if it is
    /// available, then fall back on the default (as determined by kubelet) DNS settings.
    /// - `"ClusterFirstWithHostNet"` indicates that the pod should use cluster DNS first, if it is available, then fall
    /// back on the default (as determined by kubelet) DNS settings.
    /// - `"Default"` indicates that the pod should use the default (as determined by kubelet) DNS settings.
    /// - `"None"` indicates that the pod should use empty DNS settings. DNS parameters such as nameservers and search
    /// paths should be defined via DNSConfig.
    public var dnsPolicy: String?
    /// The machine's hardware and firmware.
    public var domain: DomainSpec
    /// What happens to the machine when its node is drained; clusters only.
    public var evictionStrategy: EvictionStrategy?
    /// Host name that the guest is told; the machine's name by default.
    public var hostname: String?
    /// Periodic probe of VirtualMachineInstance liveness.
    ///
    /// VirtualmachineInstances will be stopped if the probe fails. Cannot be updated. More info:
    /// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#container-probes.
    public var livenessProbe: Probe?
    /// Networks that interfaces are connected to.
    public var networks: [Network]?
    /// NodeSelector is a selector which must be true for the vmi to fit on a node.
    ///
    /// Selector which must match a node's labels for the vmi to be scheduled on that node. More info:
    /// https://kubernetes.io/docs/concepts/configuration/assign-pod-node/.
    public var nodeSelector: [String: String]?
    /// If specified, indicates the pod's priority.
    ///
    /// If not specified, the pod priority will be default or zero if there is no default.
    public var priorityClassName: String?
    /// Periodic probe of VirtualMachineInstance service readiness.
    ///
    /// VirtualmachineInstances will be removed from service endpoints if the probe fails. Cannot be updated. More info:
    /// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#container-probes.
    public var readinessProbe: Probe?
    /// ResourceClaims define which ResourceClaims must be allocated and reserved before the VMI, hence virt-launcher
    /// pod is allowed to start.
    ///
    /// The resources will be made available to the domain which consumes them by name.
    ///
    /// This is an alpha field and requires enabling the DynamicResourceAllocation feature gate in kubernetes
    /// https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/ This field should only be
    /// configured if one of the feature-gates GPUsWithDRA, HostDevicesWithDRA, or NetworkDevicesWithDRA is enabled.
    /// This feature is in alpha.
    public var resourceClaims: [ResourceClaim]?
    /// If specified, the VMI will be dispatched by specified scheduler.
    ///
    /// If not specified, the VMI will be dispatched by default scheduler.
    public var schedulerName: String?
    /// ServiceAccountName is the name of the ServiceAccount to use to run the virt-launcher pod.
    ///
    /// This sets pod.spec.serviceAccountName but does NOT automatically expose the service account token to the VM
    /// guest. To expose the token to the VM, use a serviceAccount volume.
    public var serviceAccountName: String?
    /// StartStrategy can be set to "Paused" if Virtual Machine should be started in paused state.
    public var startStrategy: String?
    /// Domain under the cluster's own; clusters only.
    public var subdomain: String?
    /// Seconds that the guest gets to shut down before it is ended; 30 by default.
    public var terminationGracePeriodSeconds: Int64?
    /// If toleration is specified, obey all the toleration rules.
    public var tolerations: [Core.Toleration]?
    /// TopologySpreadConstraints describes how a group of VMIs will be spread across a given topology domains.
    ///
    /// K8s scheduler will schedule VMI pods in a way which abides by the constraints.
    public var topologySpreadConstraints: [Core.TopologySpreadConstraint]?
    /// List of utility volumes that can be mounted to the vmi virt-launcher pod without having a matching disk in the
    /// domain.
    ///
    /// Used to collect data for various operational workflows.
    public var utilityVolumes: [UtilityVolume]?
    /// What disks hold.
    public var volumes: [Volume]?

    /// A value with these fields; what is not given stays unset.
    public init(
        accessCredentials: [AccessCredential]? = nil,
        affinity: Core.Affinity? = nil,
        architecture: Architecture? = nil,
        dnsConfig: Core.PodDNSConfig? = nil,
        dnsPolicy: String? = nil,
        domain: DomainSpec = DomainSpec(),
        evictionStrategy: EvictionStrategy? = nil,
        hostname: String? = nil,
        livenessProbe: Probe? = nil,
        networks: [Network]? = nil,
        nodeSelector: [String: String]? = nil,
        priorityClassName: String? = nil,
        readinessProbe: Probe? = nil,
        resourceClaims: [ResourceClaim]? = nil,
        schedulerName: String? = nil,
        serviceAccountName: String? = nil,
        startStrategy: String? = nil,
        subdomain: String? = nil,
        terminationGracePeriodSeconds: Int64? = nil,
        tolerations: [Core.Toleration]? = nil,
        topologySpreadConstraints: [Core.TopologySpreadConstraint]? = nil,
        utilityVolumes: [UtilityVolume]? = nil,
        volumes: [Volume]? = nil
    ) {
        self.accessCredentials = accessCredentials
        self.affinity = affinity
        self.architecture = architecture
        self.dnsConfig = dnsConfig
        self.dnsPolicy = dnsPolicy
        self.domain = domain
        self.evictionStrategy = evictionStrategy
        self.hostname = hostname
        self.livenessProbe = livenessProbe
        self.networks = networks
        self.nodeSelector = nodeSelector
        self.priorityClassName = priorityClassName
        self.readinessProbe = readinessProbe
        self.resourceClaims = resourceClaims
        self.schedulerName = schedulerName
        self.serviceAccountName = serviceAccountName
        self.startStrategy = startStrategy
        self.subdomain = subdomain
        self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
        self.tolerations = tolerations
        self.topologySpreadConstraints = topologySpreadConstraints
        self.utilityVolumes = utilityVolumes
        self.volumes = volumes
    }
}

extension VirtualMachineInstanceSpec: MergedLists {
    package static let mergedLists: [String: ListMerge] = [
        "resourceClaims": .map(by: ["name"]),
        "topologySpreadConstraints": .map(by: ["topologyKey", "whenUnsatisfiable"]),
        "utilityVolumes": .map(by: ["name"]),
    ]
}
