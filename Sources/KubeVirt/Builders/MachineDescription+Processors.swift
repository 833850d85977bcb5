extension MachineDescription {
    private func changingCPU(_ change: (inout DomainSpec.CPU) -> Void) -> Self {
        changing { spec in
            var cpu = spec.domain.cpu ?? DomainSpec.CPU()
            change(&cpu)
            spec.domain.cpu = cpu
        }
    }

    /// So many processors, as cores of one socket: `domain.cpu.cores`.
    public func cpus(_ count: UInt32) -> Self {
        changingCPU { $0.cores = count }
    }

    /// The shape of the processors: `domain.cpu.sockets`, `.cores` and `.threads`.
    public func topology(sockets: UInt32 = 1, cores: UInt32 = 1, threads: UInt32 = 1) -> Self {
        changingCPU { ($0.sockets, $0.cores, $0.threads) = (sockets, cores, threads) }
    }

    /// The processors' model: `domain.cpu.model`.
    public func cpuModel(_ model: DomainSpec.CPUModel) -> Self {
        changingCPU { $0.model = model.rawValue }
    }

    /// A feature of the processors: `domain.cpu.features`; one of the same name is replaced.
    public func cpuFeature(_ name: String, _ policy: DomainSpec.CPUFeaturePolicy = .require) -> Self {
        changingCPU {
            let others = ($0.features ?? []).filter { $0.name != name }
            $0.features = others + [DomainSpec.CPUFeature(name: name, policy: policy.rawValue)]
        }
    }

    /// Each processor has one of the host's: `domain.cpu.dedicatedCpuPlacement`, and one for QEMU if so wished.
    public func dedicatedCPUs(isolatingEmulator: Bool = false) -> Self {
        changingCPU {
            $0.dedicatedCpuPlacement = true
            if isolatingEmulator { $0.isolateEmulatorThread = true }
        }
    }

    /// The guest sees the host's NUMA nodes: `domain.cpu.numa`.
    public func hostNUMA() -> Self {
        changingCPU { $0.numa = DomainSpec.NUMA(guestMappingPassthrough: .init()) }
    }

    /// Memory that the guest sees: `domain.memory.guest`.
    public func memory(_ size: Quantity) -> Self {
        changing { spec in
            spec.domain.memory = spec.domain.memory ?? DomainSpec.Memory()
            spec.domain.memory?.guest = size
        }
    }

    /// The most memory that may be plugged in: `domain.memory.maxGuest`.
    public func maxMemory(_ size: Quantity) -> Self {
        changing { spec in
            spec.domain.memory = spec.domain.memory ?? DomainSpec.Memory()
            spec.domain.memory?.maxGuest = size
        }
    }

    /// Memory is in huge pages of this size: `domain.memory.hugepages.pageSize`.
    public func hugepages(_ size: Quantity) -> Self {
        changing { spec in
            spec.domain.memory = spec.domain.memory ?? DomainSpec.Memory()
            spec.domain.memory?.hugepages = DomainSpec.Hugepages(pageSize: size.description)
        }
    }

    /// What the host must have free: `domain.resources.requests`.
    public func requests(cpu: Quantity? = nil, memory: Quantity? = nil) -> Self {
        changing { spec in
            var resources = spec.domain.resources ?? DomainSpec.ResourceRequirements()
            resources.requests = Self.merged(resources.requests, cpu, memory)
            spec.domain.resources = resources
        }
    }

    /// The most that the machine may use: `domain.resources.limits`.
    public func limits(cpu: Quantity? = nil, memory: Quantity? = nil) -> Self {
        changing { spec in
            var resources = spec.domain.resources ?? DomainSpec.ResourceRequirements()
            resources.limits = Self.merged(resources.limits, cpu, memory)
            spec.domain.resources = resources
        }
    }

    private static func merged(
        _ old: [String: Quantity]?, _ cpu: Quantity?, _ memory: Quantity?
    ) -> [String: Quantity]? {
        var new = old ?? [:]
        new["cpu"] = cpu ?? new["cpu"]
        new["memory"] = memory ?? new["memory"]
        return new.isEmpty ? nil : new
    }
}
