extension VirtualMachineInstance {
    /// The machine as KubeVirt's mutating webhook would hand it on; what is set stays as it is.
    ///
    /// Three things that the webhook does are left to who runs the machine, for a value knows no chance and no time:
    /// `firmware.uuid` and `firmware.serial`, which are drawn, the finalizer, and the phase with its time.
    public func withDefaults(under configuration: ClusterConfiguration = ClusterConfiguration())
        -> VirtualMachineInstance
    {
        var machine = self
        machine.spec.setDefaults(under: configuration)
        machine.metadata.setTopologyVersion(for: machine.spec)
        if machine.spec.domain.launchSecurity?.tdx != nil, !configuration.quoteSocketPath.isEmpty {
            machine.metadata.annotations = machine.metadata.annotations ?? [:]
            machine.metadata.annotations?["kubevirt.io/qgs-socket-path"] = configuration.quoteSocketPath
        }
        var status = machine.status ?? VirtualMachineInstanceStatus()
        if let guest = machine.spec.domain.memory?.guest {
            status.memory = .init(guestAtBoot: guest, guestCurrent: guest, guestRequested: guest)
        }
        if status.currentCPUTopology == nil, let cpu = machine.spec.domain.cpu {
            status.currentCPUTopology = .init(cores: cpu.cores, sockets: cpu.sockets, threads: cpu.threads)
        }
        if !configuration.isEnabled(.root) { status.runtimeUser = 107 }
        machine.status = status
        return machine
    }

    /// The machine with the defaults of a single host of this architecture; what is set stays as it is.
    ///
    /// They are KubeVirt's, but for this: there is no room for processors and memory to be plugged in, because nobody
    /// does; metadata and status stay as they are; a tablet is there where one is asked for, which in a cluster the
    /// controller of virtual machines sees to; the architecture may be one of the annotation's; a firmware of
    /// the annotation's stands in the place of UEFI; and on arm64 a kernel that is booted directly and told its hardware
    /// without ACPI gets no firmware.
    public func withDefaults(host: Architecture, podInterface: PodInterface = .bridge) -> VirtualMachineInstance {
        var machine = self
        machine.spec.takeArchitecture(from: metadata)
        machine.spec = machine.spec.withDefaults(host: host, podInterface: podInterface)
        if metadata.annotations?[Annotations.firmwareKey] != nil {
            machine.spec.domain.firmware?.bootloader = spec.domain.firmware?.bootloader
        }
        return machine
    }
}

extension VirtualMachineInstanceSpec {
    /// The spec with the defaults of a single host of this architecture, as a machine's.
    public func withDefaults(host: Architecture, podInterface: PodInterface = .bridge) -> VirtualMachineInstanceSpec {
        var spec = self
        spec.domain.devices.setTablet(on: architecture ?? host)
        spec.setDefaults(
            under: ClusterConfiguration(
                defaultArchitecture: host, rolloutStrategy: .stage, defaultPodInterface: podInterface))
        if domain.firmware?.kernelBoot != nil, domain.features?.acpi?.enabled == false {
            spec.domain.firmware?.bootloader = domain.firmware?.bootloader
        }
        return spec
    }

    /// What the webhook sets in a machine's spec, in its order.
    mutating func setDefaults(under configuration: ClusterConfiguration) {
        setTemplateDefaults(under: configuration)
        domain.setFeatureDefaults(for: architecture)
        domain.clock?.timer?.setDefaults()
        domain.devices.setDeviceDefaults()
        readinessProbe?.setDefaults()
        livenessProbe?.setDefaults()
        domain.setHypervDependencies()
        setArchitectureDefaults()
        domain.cpu = domain.cpu ?? DomainSpec.CPU()
        if domain.cpu?.model ?? "" == "" { domain.cpu?.model = configuration.cpuModel ?? "host-model" }
        if architecture != .arm64, configuration.rolloutStrategy == .liveUpdate {
            setHotplug(under: configuration)
        }
    }

    /// What the webhooks set in any spec: in a machine's, and in a template's before it is judged.
    mutating func setTemplateDefaults(under configuration: ClusterConfiguration) {
        if architecture?.rawValue ?? "" == "" { architecture = configuration.defaultArchitecture }
        if domain.machine?.type ?? "" == "" {
            domain.machine = DomainSpec.Machine(type: configuration.machineType(of: architecture))
        }
        domain.setResources(under: configuration)
        domain.setGuestMemory()
        domain.setTopology()
        setPullPolicies()
        evictionStrategy = evictionStrategy ?? configuration.evictionStrategy
        setInterface(configuration.defaultPodInterface)
        setDisks()
    }

    /// Whether machines are given free PCI Express ports, for devices that are plugged in.
    var hasHotplugPorts: Bool {
        switch architecture?.rawValue ?? "" {
        case "amd64", "arm64", "": break
        default: return false
        }
        guard let type = domain.machine?.type else { return domain.machine == nil }
        return type.contains("q35") || type.hasPrefix("virt")
    }
}

extension ObjectMeta {
    /// By which scheme devices get their places; newer machines have the newest.
    mutating func setTopologyVersion(for spec: VirtualMachineInstanceSpec) {
        let key = "kubevirt.io/pci-topology-version"
        guard spec.hasHotplugPorts, annotations?[key] == nil else { return }
        annotations = annotations ?? [:]
        annotations?[key] = "v3"
    }
}
