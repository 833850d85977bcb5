extension DomainSpec {
    /// A limit on processors without a request is a request too, as for pods.
    mutating func setResources(under configuration: ClusterConfiguration) {
        if let limit = resources?.limits?["cpu"], limit != .zero, resources?.requests?["cpu"] ?? .zero == .zero {
            resources?.request(processors: limit)
        }
        // KubeVirt counts its own default with the pod, not with the machine.
        guard let request = configuration.cpuRequest, request != .millicores(100),
            resources?.requests?["cpu"] == nil, cpu?.dedicatedCpuPlacement != true
        else { return }
        resources = resources ?? ResourceRequirements()
        resources?.request(processors: request)
    }

    /// Without a size of its own the guest has what is requested, or the limit, or one huge page.
    mutating func setGuestMemory() {
        guard memory?.guest == nil else { return }
        let candidates = [resources?.requests?["memory"], resources?.limits?["memory"]]
        guard
            let size = candidates.compactMap(\.self).first(where: { $0 != .zero })
                ?? memory?.hugepages?.pageSize.flatMap({ try? Quantity($0) })
        else { return }
        memory = memory ?? Memory()
        memory?.guest = size
    }

    /// With no topology given, processors become sockets: limits count before requests.
    mutating func setTopology() {
        var cpu = cpu ?? CPU()
        guard (cpu.sockets ?? 0) == 0, (cpu.cores ?? 0) == 0, (cpu.threads ?? 0) == 0 else { return }
        let processors = resources?.limits?["cpu"] ?? resources?.requests?["cpu"]
        cpu.sockets = processors.map { UInt32(clamping: $0.roundedUp) } ?? 1
        cpu.cores = 1
        cpu.threads = 1
        self.cpu = cpu
    }
}

extension DomainSpec.ResourceRequirements {
    fileprivate mutating func request(processors: Quantity) {
        var list = requests ?? [:]
        list["cpu"] = processors
        requests = list
    }
}

extension VirtualMachineInstanceSpec {
    /// Room for processors and memory that are plugged in while the machine runs.
    mutating func setHotplug(under configuration: ClusterConfiguration) {
        domain.cpu?.setMaxSockets(under: configuration.liveUpdate)
        guard domain.memory?.maxGuest == nil, let guest = domain.memory?.guest else { return }
        let ratio = Int128(configuration.liveUpdate.maxHotplugRatio)
        let most =
            configuration.liveUpdate.maxGuest
            ?? Quantity(nanos: Int128(guest.roundedUp) * ratio * Quantity.nanosInOne, format: .binarySI)
        guard memoryHotplugProblem(upTo: most) == nil else { return }
        domain.memory?.maxGuest = most
    }

    /// Why memory cannot be plugged into the machine up to an amount; nil when it can.
    func memoryHotplugProblem(upTo most: Quantity?) -> String? {
        if domain.cpu?.realtime != nil { return "Memory hotplug is not compatible with realtime VMs" }
        if domain.cpu?.numa?.guestMappingPassthrough != nil {
            return "Memory hotplug is not compatible with guest mapping passthrough"
        }
        if domain.launchSecurity != nil { return "Memory hotplug is not compatible with encrypted VMs" }
        let block: Int64 = domain.memory?.hugepages?.pageSize == "1Gi" ? 1 << 30 : 2 << 20
        guard let guest = domain.memory?.guest else {
            return "Guest memory must be configured when memory hotplug is enabled"
        }
        guard let most else { return "Max guest memory must be configured when memory hotplug is enabled" }
        if guest > most { return "Guest memory is greater than the configured maxGuest memory" }
        let aligned = block == 1 << 30 ? "1Gi" : "2Mi"
        if guest.roundedUp % block != 0 { return "Guest memory must be \(aligned) aligned" }
        if most.roundedUp % block != 0 { return "MaxGuest must be \(aligned) aligned" }
        if architecture != .amd64 { return "Memory hotplug is only available for x86_64 VMs" }
        if guest.roundedUp < 1 << 30 {
            return "Memory hotplug is only available for VMs with at least 1Gi of guest memory"
        }
        return nil
    }
}

extension DomainSpec.CPU {
    /// The most processors that a machine is given room for.
    private static let most: UInt64 = 512

    fileprivate mutating func setMaxSockets(under settings: ClusterConfiguration.LiveUpdate) {
        guard maxSockets ?? 0 == 0 else { return }
        let (now, each) = (sockets ?? 0, UInt64(cores ?? 0) * UInt64(threads ?? 0))
        if let most = settings.maxCPUSockets, most != 0 {
            maxSockets = max(now, most)
            return
        }
        let wanted = UInt64(now) * UInt64(settings.maxHotplugRatio)
        guard wanted != 0 else { return }
        let (processors, overflow) = wanted.multipliedReportingOverflow(by: each)
        let isTooMany = overflow || processors > Self.most
        maxSockets = UInt32(clamping: isTooMany ? max(Self.most / each, UInt64(now)) : wanted)
    }
}
