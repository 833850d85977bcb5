extension VirtualMachinePreference {
    /// Why a cluster would refuse the preference; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.causes(at: "spec")
    }
}

extension VirtualMachineClusterPreference {
    /// Why a cluster would refuse the preference; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.causes(at: "spec")
    }
}

extension VirtualMachinePreferenceSpec {
    /// Topologies, newer words and older ones.
    private static let topologies = [
        "sockets", "cores", "threads", "spread", "any", "preferSockets", "preferCores", "preferThreads",
        "preferSpread", "preferAny",
    ]

    fileprivate func causes(at field: String) -> [StatusCause] {
        guard let topology = cpu?.preferredCPUTopology else { return [] }
        guard Self.topologies.contains(topology) else {
            return [
                .invalid("unknown preferredCPUTopology \(topology)", at: field + ".cpu.preferredCPUTopology")
            ]
        }
        guard topology == "spread" || topology == "preferSpread" else { return [] }
        let across = cpu?.spreadOptions?.across ?? "SocketsCores"
        guard ["CoresThreads", "SocketsCores", "SocketsCoresThreads"].contains(across) else {
            return [.invalid("across \(across) is not supported", at: field + ".cpu.spreadOptions.across")]
        }
        let general = preferSpreadSocketToCoreRatio ?? 0
        let ratio = cpu?.spreadOptions?.ratio.map(Int64.init) ?? (general == 0 ? 2 : general)
        guard across == "CoresThreads", ratio != 2 else { return [] }
        return [
            .invalid(
                "only a ratio of 2 (1 core 2 threads) is allowed when spreading vCPUs over cores and threads",
                at: field + ".cpu.spreadOptions.ratio")
        ]
    }
}
