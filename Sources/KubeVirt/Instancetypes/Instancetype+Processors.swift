extension VirtualMachineInstanceSpec {
    /// Processors of an instancetype, in the shape that a preference likes.
    mutating func applyProcessors(
        _ instancetype: VirtualMachineInstancetypeSpec.CPUInstancetype, _ preference: VirtualMachinePreferenceSpec?,
        at field: String, _ conflicts: inout [StatusCause]
    ) {
        let found = processorConflicts(instancetype, at: field + ".domain")
        guard found.isEmpty else { return conflicts += found }
        var cpu = domain.cpu ?? DomainSpec.CPU()
        cpu.model = instancetype.model ?? cpu.model
        cpu.dedicatedCpuPlacement = instancetype.dedicatedCPUPlacement ?? cpu.dedicatedCpuPlacement
        cpu.isolateEmulatorThread = instancetype.isolateEmulatorThread ?? cpu.isolateEmulatorThread
        cpu.numa = instancetype.numa ?? cpu.numa
        cpu.realtime = instancetype.realtime ?? cpu.realtime
        // Not a conflict in KubeVirt: the instancetype's word counts.
        cpu.maxSockets = instancetype.maxSockets ?? cpu.maxSockets
        let topology = CPUTopology(of: instancetype.guest, preference)
        (cpu.sockets, cpu.cores, cpu.threads) = (topology.sockets, topology.cores, topology.threads)
        domain.cpu = cpu
    }

    /// What an instancetype's processors leave no room for. Zero, no text and false are as good as not being there.
    private func processorConflicts(
        _ instancetype: VirtualMachineInstancetypeSpec.CPUInstancetype, at domain: String
    ) -> [StatusCause] {
        let (cpu, resources) = (self.domain.cpu, self.domain.resources)
        let fields: [(String, Bool)] = [
            (".resources.requests.cpu", resources?.requests?["cpu"] != nil),
            (".resources.limits.cpu", resources?.limits?["cpu"] != nil),
            (".cpu.sockets", cpu?.sockets ?? 0 != 0),
            (".cpu.cores", cpu?.cores ?? 0 != 0),
            (".cpu.threads", cpu?.threads ?? 0 != 0),
            (".cpu.model", cpu?.model ?? "" != "" && instancetype.model != nil),
            (
                // The field's own name ends in `CpuPlacement`; KubeVirt names the instancetype's.
                ".cpu.dedicatedCPUPlacement",
                cpu?.dedicatedCpuPlacement == true && instancetype.dedicatedCPUPlacement != nil
            ),
            (
                ".cpu.isolateEmulatorThread",
                cpu?.isolateEmulatorThread == true && instancetype.isolateEmulatorThread != nil
            ),
            (".cpu.numa", cpu?.numa != nil && instancetype.numa != nil),
            (".cpu.realtime", cpu?.realtime != nil && instancetype.realtime != nil),
        ]
        return fields.compactMap { $1 ? .conflict(at: domain + $0) : nil }
    }
}

/// How virtual processors are laid out: `sockets` x `cores` x `threads`.
struct CPUTopology: Hashable {
    var sockets: UInt32 = 1
    var cores: UInt32 = 1
    var threads: UInt32 = 1

    /// So many processors in the shape that a preference likes; sockets without one.
    init(of count: UInt32, _ preference: VirtualMachinePreferenceSpec?) {
        guard count != 1 else { return }
        switch preference?.shape ?? .sockets {
        case .sockets, .any: sockets = count
        case .cores: cores = count
        case .threads: threads = count
        case .spread(.socketsCores, let ratio): (sockets, cores) = (count / max(1, ratio), ratio)
        case .spread(.coresThreads, let ratio): (cores, threads) = (count / max(1, ratio), ratio)
        case .spread(.socketsCoresThreads, let ratio): (sockets, cores, threads) = (count / 2 / max(1, ratio), ratio, 2)
        case .unknown: break
        }
    }
}
