extension VirtualMachine {
    /// Why a cluster with this configuration would refuse the virtual machine; empty when it would be admitted.
    ///
    /// Its template is judged with what its instancetype and its preference give it, and with the defaults that KubeVirt
    /// fills in. What is not in the catalog counts for nothing, as in KubeVirt: it may be created yet.
    public func admission(
        under configuration: ClusterConfiguration = ClusterConfiguration(),
        instancetypes catalog: InstancetypeCatalog = .common
    ) -> [StatusCause] {
        guard metadata.deletionTimestamp == nil else { return [] }
        // Each of KubeVirt's rounds has the last word when it finds something.
        var causes = spec.limitCauses(at: "spec")
        guard causes.isEmpty else { return causes }
        causes = spec.matcherCauses(at: "spec")
        guard causes.isEmpty else { return causes }
        causes = spec.template.spec.schemaCauses(at: "spec.template.spec")
        guard causes.isEmpty else { return causes }
        let filled: VirtualMachineSpec
        switch spec.instancetype == nil && spec.preference == nil ? nil : expansion(from: catalog, under: configuration)
        {
        case .failure(let error)?: return error.causes
        case .success(let machine)?: filled = machine.spec
        case nil:
            var machine = spec
            machine.template.spec.setTemplateDefaults(under: configuration)
            filled = machine
        }
        causes = spec.template.spec.discontinuedGateCauses(under: configuration)
        guard causes.isEmpty else { return causes }
        // KubeVirt leaves out where the template stands.
        causes = filled.template.spec.domain.devices.discontinuedBindingCauses(at: "spec.domain.devices")
        guard causes.isEmpty else { return causes }
        causes = filled.causes(at: "spec", under: configuration)
        guard causes.isEmpty else { return causes }
        return spec.namespaceCauses(at: "spec", namespace: metadata.namespace)
    }

    /// The machine with what it refers to and with defaults; or why they do not go together.
    private func expansion(
        from catalog: InstancetypeCatalog, under configuration: ClusterConfiguration
    ) -> Result<VirtualMachine, ExpansionError> {
        let mutated = withDefaults(under: configuration, preference: try? catalog.preference(of: self))
        let (expansion, conflicts) = mutated.admissionExpansion(from: catalog)
        guard conflicts.isEmpty else { return .failure(ExpansionError(conflicts)) }
        var machine = expansion.machine
        machine.spec.template.spec.setTemplateDefaults(under: configuration)
        let unmet = expansion.preference?.requirementCauses(
            instancetype: expansion.instancetype, spec: machine.spec.template.spec)
        if let unmet, !unmet.isEmpty { return .failure(ExpansionError(unmet)) }
        return .success(machine)
    }
}

extension VirtualMachineSpec {
    /// What is asked of a virtual machine's spec, by itself or as the template of a pool.
    func causes(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let place = field + ".template"
        let metadata = template.metadata ?? ObjectMeta()
        var causes = metadata.admission(at: place + ".metadata", under: configuration, nameRequired: false)
        causes += template.spec.graceCauses(
            ofAnnotations: metadata.annotations, at: place + ".metadata", under: configuration)
        causes += template.spec.admission(at: place + ".spec", under: configuration, annotations: metadata)
        causes += dataVolumeCauses(at: field)
        causes += runStrategyCauses(at: field, under: configuration)
        if configuration.rolloutStrategy == .liveUpdate { causes += liveUpdateCauses(at: place + ".spec.domain") }
        return causes
    }

    private func runStrategyCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        if running != nil, runStrategy != nil {
            causes.append(
                .invalid(
                    "Running and RunStrategy are mutually exclusive. Note that Running is deprecated, please use "
                        + "RunStrategy instead", at: field + ".running"))
        }
        guard let runStrategy else {
            if running == nil { causes.append(.invalid("RunStrategy must be specified", at: field + ".running")) }
            return causes
        }
        if runStrategy == .waitAsReceiver {
            if configuration.isEnabled(.decentralizedLiveMigration) { return causes }
            causes.append(
                .invalid(
                    "Invalid RunStrategy (\(runStrategy.rawValue)), DecentralizedLiveMigration feature gate is not "
                        + "enabled in kubevirt resource", at: field + ".runStrategy"))
        } else if ![.halted, .manual, .always, .rerunOnFailure, .once].contains(runStrategy) {
            causes.append(
                .invalid("Invalid RunStrategy (\(runStrategy.rawValue))", at: field + ".runStrategy"))
        }
        return causes
    }

    /// Whether what may be plugged in later fits.
    private func liveUpdateCauses(at field: String) -> [StatusCause] {
        let domain = template.spec.domain
        var causes: [StatusCause] = []
        if let sockets = domain.cpu?.sockets, let most = domain.cpu?.maxSockets, most != 0, sockets > most {
            causes.append(
                .invalid(
                    "Number of sockets in CPU topology is greater than the maximum sockets allowed",
                    at: field + ".cpu.sockets"))
        }
        if let most = domain.memory?.maxGuest, let problem = template.spec.memoryHotplugProblem(upTo: most) {
            causes.append(.invalid(problem, at: field + ".memory.guest"))
        }
        return causes
    }
}
