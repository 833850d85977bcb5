extension VirtualMachineInstanceSpec {
    /// What Windows is offered has parts that need others. Only asked of machines, after the defaults are filled in.
    func hypervCauses(at field: String) -> [StatusCause] {
        guard let features = domain.features, let hyperv = features.hyperv else { return [] }
        var causes: [StatusCause] = []
        // KubeVirt says the path twice.
        let place = "\(field).domain.features.hyperv.domain.features.hyperv"
        let needs: [(String, Bool?, String, Bool?)] = [
            ("evmcs", hyperv.evmcs?.enabled, "vapic", hyperv.vapic?.enabled),
            ("ipi", hyperv.ipi?.enabled, "vpindex", hyperv.vpindex?.enabled),
            ("tlbflush", hyperv.tlbflush?.enabled, "vpindex", hyperv.vpindex?.enabled),
            ("synictimer", hyperv.synictimer?.enabled, "synic", hyperv.synic?.enabled),
            ("synic", hyperv.synic?.enabled, "vpindex", hyperv.vpindex?.enabled),
        ]
        for (name, isOn, need, hasNeed) in needs where isOn == true && hasNeed != true {
            causes.append(
                .invalid("'\(place).\(name)' requires '\(place).\(need)', which was disabled.", at: "\(place).\(name)"))
        }
        if let evmcs = hyperv.evmcs, evmcs.isOn { causes += nestingCauses(at: field) }
        if features.hypervPassthrough != nil {
            causes.append(
                .invalid(
                    "Cannot explicitly set hyperV features if HypervPassthrough is being used. "
                        + "Please use either HyperV or HypervPassthrough.", at: "\(field).domain.features.hyperv"))
        }
        return causes
    }

    /// Virtualization within the guest needs the processor's own.
    private func nestingCauses(at field: String) -> [StatusCause] {
        let features = domain.cpu?.features ?? []
        guard !features.isEmpty else {
            return [.required("vmx cpu feature is required when evmcs is set", at: "\(field).domain.cpu.features")]
        }
        return features.enumerated().compactMap { index, feature in
            guard feature.name == "vmx", feature.policy != "require" else { return nil }
            return .invalid(
                "vmx cpu feature has to be set to require policy", at: "\(field).domain.cpu.features[\(index)].policy")
        }
    }
}
