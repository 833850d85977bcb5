import KubeVirt

extension DomainConverter {
    /// What Windows knows of its hypervisor: the listed enlightenments, or all that the host's kernel has.
    func hyperv(_ features: DomainSpec.Features) -> [Element] {
        guard let hyperv = features.hyperv else {
            guard features.hypervPassthrough?.enabled == true else { return [] }
            return [Element("hyperv", ["mode": "passthrough"])]
        }
        var children: [Element] = []
        func add(_ name: String, _ state: DomainSpec.FeatureState?) {
            if let state { children.append(Self.state(name, state.enabled ?? true)) }
        }
        add("relaxed", hyperv.relaxed)
        add("vapic", hyperv.vapic)
        if let locks = hyperv.spinlocks {
            var element = Self.state("spinlocks", locks.enabled ?? true)
            if let count = locks.spinlocks { element.attributes.append(.init(name: "retries", value: "\(count)")) }
            children.append(element)
        }
        add("vpindex", hyperv.vpindex)
        add("runtime", hyperv.runtime)
        add("synic", hyperv.synic)
        if let timer = hyperv.synictimer {
            children.append(
                Self.state("stimer", timer.enabled ?? true, Self.states([("direct", timer.direct)])))
        }
        add("reset", hyperv.reset)
        if let vendor = hyperv.vendorid {
            var element = Self.state("vendor_id", vendor.enabled ?? true)
            if let name = vendor.vendorid?.nonEmpty { element.attributes.append(.init(name: "value", value: name)) }
            children.append(element)
        }
        add("frequencies", hyperv.frequencies)
        add("reenlightenment", hyperv.reenlightenment)
        if let flush = hyperv.tlbflush {
            children.append(
                Self.state(
                    "tlbflush", flush.enabled ?? true,
                    Self.states([("direct", flush.direct), ("extended", flush.extended)])))
        }
        add("ipi", hyperv.ipi)
        add("evmcs", hyperv.evmcs)
        return [Element("hyperv", children)]
    }

    private static func states(_ states: [(String, DomainSpec.FeatureState?)]) -> [Element] {
        states.compactMap { name, state in state.map { Self.state(name, $0.enabled ?? true) } }
    }
}
