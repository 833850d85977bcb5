import KubeVirt

extension DomainConverter {
    /// Sockets, cores and threads: those of the VMI, or a socket for each processor that it asks the cluster for.
    var topology: (sockets: UInt32, cores: UInt32, threads: UInt32) {
        func given(_ value: UInt32?) -> UInt32? { value == 0 ? nil : value }
        let cpu = spec.cpu
        let (sockets, cores, threads) = (given(cpu?.sockets), given(cpu?.cores), given(cpu?.threads))
        if sockets == nil, cores == nil, threads == nil,
            let asked = spec.resources?.limits?["cpu"] ?? spec.resources?.requests?["cpu"]
        {
            return (UInt32(truncatingIfNeeded: asked.roundedUp), 1, 1)
        }
        return (sockets ?? 1, cores ?? 1, threads ?? 1)
    }

    /// Processors that the machine starts with.
    var processors: Int { Self.count(topology) }

    private static func count(_ topology: (sockets: UInt32, cores: UInt32, threads: UInt32)) -> Int {
        // As KubeVirt counts: in 32 bits.
        Int(topology.sockets &* topology.cores &* topology.threads)
    }

    /// The topology with all sockets that may be plugged in; nil where none may.
    private var fullTopology: (sockets: UInt32, cores: UInt32, threads: UInt32)? {
        guard let most = spec.cpu?.maxSockets, most != 0, architecture != .arm64 else { return nil }
        var topology = topology
        topology.sockets = most
        return topology
    }

    private var possibleProcessors: Int { fullTopology.map(Self.count) ?? processors }

    func vcpu() -> Element {
        Element("vcpu", ["placement": "static"], text: "\(possibleProcessors)")
    }

    /// Which processors are there from the start, and which may be plugged; nil when all are and none may.
    func vcpus() throws(ConversionError) -> Element? {
        guard fullTopology != nil else { return nil }
        guard possibleProcessors <= 65_536 else {
            throw refusal(of: "cpu.maxSockets", "no machine has \(possibleProcessors) processors; write fewer")
        }
        let fixed = Int(topology.cores &* topology.threads)
        let enabled = processors
        return Element(
            "vcpus",
            (0..<possibleProcessors).map { id in
                Element(
                    "vcpu",
                    [
                        "id": "\(id)", "enabled": id < enabled ? "yes" : "no",
                        "hotpluggable": id >= fixed ? "yes" : "no",
                    ])
            })
    }

    func cpu(_ numa: GuestNUMA?) -> Element? {
        guard architecture.hasProcessorModels else { return nil }
        let model = processorModel()
        let topology = fullTopology ?? topology
        var children = model.name.map { [Element("model", text: $0)] } ?? []
        if model.hasFeatures { children += processorFeatures() }
        children.append(
            Element(
                "topology",
                [
                    "sockets": topology.sockets == 0 ? nil : "\(topology.sockets)", "cores": "\(topology.cores)",
                    "threads": "\(topology.threads)",
                ]))
        children += numa.map { [$0.element] } ?? memoryNode()
        return Element("cpu", ["mode": model.mode], children)
    }

    /// KubeVirt's default is the host's model. On a single host without KVM that is no gain, so QEMU's own default stands
    /// in; on arm64 that is a 32-bit processor, so everything that QEMU can emulate stands in there, as it does where the
    /// VMI names features, which want something to be added to.
    private func processorModel() -> (mode: String?, name: String?, hasFeatures: Bool) {
        let model = spec.cpu?.model?.nonEmpty ?? "host-model"
        guard model == "host-model" || model == "host-passthrough" else { return ("custom", model, true) }
        if host.single == nil { return isForeign ? ("custom", "max", true) : (model, nil, true) }
        if host.kvm { return (model, nil, true) }
        let asksFeatures = spec.cpu?.features?.isEmpty == false
        return architecture == .arm64 || asksFeatures ? ("maximum", nil, asksFeatures) : (nil, nil, false)
    }

    /// The VMI's features; and without mpx, which libvirt's models have and no kernel any more, unless it is named.
    private func processorFeatures() -> [Element] {
        guard let cpu = spec.cpu else { return [] }
        var features = (cpu.features ?? []).map {
            Element("feature", ["name": $0.name, "policy": $0.policy?.nonEmpty])
        }
        let isHosts = cpu.model == "host-model" || cpu.model == "host-passthrough"
        if architecture == .amd64, !isHosts, cpu.features?.contains(where: { $0.name == "mpx" }) != true {
            features.append(Element("feature", ["name": "mpx", "policy": "disable"]))
        }
        return features
    }

    /// One node with all processors and all memory, which memory in a file needs; and memory that may grow, where libvirt
    /// may be too old to add the node by itself.
    private func memoryNode() -> [Element] {
        guard hasMemoryFile || hasRoomForMore && host.single != nil, spec.cpu?.numa == nil else { return [] }
        return [
            Element(
                "numa",
                [
                    Element(
                        "cell",
                        [
                            "id": "0", "cpus": "0-\(possibleProcessors - 1)",
                            "memory": "\(guestMemory.roundedUp / 1024)", "unit": "KiB",
                        ])
                ])
        ]
    }
}
