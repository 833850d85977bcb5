extension VirtualMachineInstance {
    /// The machine with KubeVirt's defaults filled in for a host of this architecture; what is set stays as it is.
    ///
    /// Architecture, machine type, processor topology, guest memory, ACPI, boot loader, grace period, disks and buses,
    /// and a network interface where none is listed, bound as the configuration says. `firmware.uuid` stays unset, for a
    /// value has no source of randomness: who creates the machine derives one.
    public func withDefaults(host: Architecture, podInterface: PodInterface = .bridge) -> VirtualMachineInstance {
        var machine = self
        machine.spec = spec.withDefaults(host: host, podInterface: podInterface)
        return machine
    }
}

extension VirtualMachineInstanceSpec {
    /// The spec with KubeVirt's defaults filled in for a host of this architecture.
    public func withDefaults(host: Architecture, podInterface: PodInterface = .bridge) -> VirtualMachineInstanceSpec {
        var spec = self
        let architecture = architecture ?? host
        spec.architecture = architecture
        spec.terminationGracePeriodSeconds = terminationGracePeriodSeconds ?? 30
        if domain.machine?.type ?? "" == "", let type = architecture.defaultMachineType {
            spec.domain.machine = DomainSpec.Machine(type: type)
        }
        spec.domain.resources = domain.resources?.withDefaults()
        spec.domain.setGuestMemory()
        spec.domain.setTopology()
        spec.domain.features = domain.features ?? DomainSpec.Features()
        if spec.domain.features?.acpi?.enabled == nil {
            spec.domain.features?.acpi = DomainSpec.FeatureState(enabled: true)
        }
        if let smm = domain.features?.smm, smm.enabled == nil { spec.domain.features?.smm?.enabled = true }
        spec.domain.setBootloader(architecture)
        spec.setDisks(architecture)
        spec.domain.devices.setInputs(architecture)
        if let watchdog = domain.devices.watchdog {
            spec.domain.devices.watchdog?.i6300esb = watchdog.i6300esb ?? DomainSpec.I6300ESBWatchdog()
            if watchdog.i6300esb?.action ?? "" == "" { spec.domain.devices.watchdog?.i6300esb?.action = "reset" }
        }
        spec.setInterface(podInterface)
        return spec
    }
}

extension DomainSpec.ResourceRequirements {
    /// A limit on processors without a request is a request too, as for pods.
    fileprivate func withDefaults() -> DomainSpec.ResourceRequirements {
        var resources = self
        if let limit = limits?["cpu"], limit != .zero, requests?["cpu"] ?? .zero == .zero {
            resources.requests = requests ?? [:]
            resources.requests?["cpu"] = limit
        }
        return resources
    }
}

extension DomainSpec {
    fileprivate mutating func setGuestMemory() {
        guard memory?.guest == nil else { return }
        let candidates = [resources?.requests?["memory"], resources?.limits?["memory"]]
        guard let size = candidates.compactMap(\.self).first(where: { $0 != .zero }) else { return }
        memory = memory ?? Memory()
        memory?.guest = size
    }

    /// With no topology given, processors become sockets: limits count before requests.
    fileprivate mutating func setTopology() {
        var cpu = cpu ?? CPU()
        if cpu.sockets == nil, cpu.cores == nil, cpu.threads == nil,
            let processors = resources?.limits?["cpu"] ?? resources?.requests?["cpu"]
        {
            cpu.sockets = max(1, UInt32(clamping: processors.roundedUp))
        }
        cpu.sockets = cpu.sockets ?? 1
        cpu.cores = cpu.cores ?? 1
        cpu.threads = cpu.threads ?? 1
        self.cpu = cpu
    }
}
