extension VirtualMachine {
    /// The machine that KubeVirt makes of this VirtualMachine: its template with instancetype and preference filled in.
    ///
    /// In KubeVirt's order: names are inferred from volumes, disks and a network interface are added where none are
    /// listed, then the instancetype and the preference are applied, and what the preference requires is checked.
    /// Defaults are the next step. `firmware.uuid` stays as it is: who creates the machine derives one.
    /// A machine that lists no interface gets one that is bound as `podInterface` says, and is of the host's architecture
    /// unless it says another.
    public func instance(
        named name: String? = nil, from catalog: InstancetypeCatalog = .common, host: Architecture,
        podInterface: PodInterface = .bridge
    ) throws(ExpansionError) -> VirtualMachineInstance {
        let expansion = try expansion(from: catalog, host: host, podInterface: podInterface)
        var machine = expansion.machine.spec.template.instance(named: name ?? metadata.name ?? "")
        machine.metadata.namespace = metadata.namespace
        if let owner = asOwner { machine.metadata.ownerReferences = [owner] }
        let names = expansion.nameAnnotations
        if !names.isEmpty {
            machine.metadata.annotations = (machine.metadata.annotations ?? [:]).merging(names) { $1 }
        }
        return machine
    }

    /// The VirtualMachine with instancetype and preference filled into its template, and no word of them any more.
    public func expanded(
        from catalog: InstancetypeCatalog = .common, host: Architecture, podInterface: PodInterface = .bridge
    ) throws(ExpansionError) -> VirtualMachine {
        var machine = try expansion(from: catalog, host: host, podInterface: podInterface).machine
        (machine.spec.instancetype, machine.spec.preference) = (nil, nil)
        machine.status?.instancetypeRef = nil
        machine.status?.preferenceRef = nil
        return machine
    }

    /// A VirtualMachine that a cluster knows owns its machine.
    private var asOwner: OwnerReference? {
        guard let uid = metadata.uid, let name = metadata.name else { return nil }
        return OwnerReference(
            apiVersion: Self.apiVersion, blockOwnerDeletion: true, controller: true, kind: Self.kind, name: name,
            uid: uid)
    }
}

/// A VirtualMachine with instancetype and preference filled into its template.
package struct InstancetypeExpansion: Sendable {
    /// The VirtualMachine; it still names what was filled in.
    package var machine: VirtualMachine
    /// What it was promised.
    package var instancetype: VirtualMachineInstancetypeSpec?
    /// What it likes.
    package var preference: VirtualMachinePreferenceSpec?

    /// The names, as KubeVirt writes them on machines.
    var nameAnnotations: [String: String] {
        var annotations: [String: String] = [:]
        if let matcher = machine.spec.instancetype, let name = matcher.name {
            switch InstancetypeScope(kind: matcher.kind, what: "instancetype") {
            case .namespace: annotations["kubevirt.io/instancetype-name"] = name
            case .cluster: annotations["kubevirt.io/cluster-instancetype-name"] = name
            case nil: break
            }
        }
        if let matcher = machine.spec.preference, let name = matcher.name {
            switch InstancetypeScope(kind: matcher.kind, what: "preference") {
            case .namespace: annotations["kubevirt.io/preference-name"] = name
            case .cluster: annotations["kubevirt.io/cluster-preference-name"] = name
            case nil: break
            }
        }
        return annotations
    }

    /// Fills what was found into the template; KubeVirt's webhook does no more than this before it looks.
    fileprivate mutating func apply() -> [StatusCause] {
        if let cause = preference?.spreadCause(instancetype) { return [cause] }
        var annotations = machine.spec.template.metadata?.annotations
        let causes = machine.spec.template.spec.apply(
            instancetype: instancetype, preference: preference, annotations: &annotations, at: "spec.template.spec")
        if annotations != machine.spec.template.metadata?.annotations {
            machine.spec.template.metadata = machine.spec.template.metadata ?? ObjectMeta()
            machine.spec.template.metadata?.annotations = annotations
        }
        return causes
    }
}

extension VirtualMachine {
    /// The VirtualMachine as KubeVirt's validating webhook looks at it. What is not in the catalog is passed over there:
    /// it may be created yet. Requirements are checked after defaults, by
    /// ``VirtualMachinePreferenceSpec/requirementCauses(instancetype:spec:)``.
    package func admissionExpansion(from catalog: InstancetypeCatalog) -> (InstancetypeExpansion, [StatusCause]) {
        let machine = (try? inferringMatchers { catalog.volumes[$0] }) ?? self
        var expansion = InstancetypeExpansion(
            machine: machine, instancetype: try? catalog.instancetype(of: machine),
            preference: try? catalog.preference(of: machine))
        let causes = expansion.apply()
        return (expansion, causes)
    }

    /// The VirtualMachine with what the mutating webhook takes from a preference before anything else: architecture,
    /// machine type and the storage class of disks to fill.
    package func mutated(by preference: VirtualMachinePreferenceSpec) -> VirtualMachine {
        var machine = self
        machine.spec.template.spec.applyArchitecture(preference)
        machine.spec.template.spec.domain.applyMachine(preference)
        guard let storageClass = preference.volumes?.preferredStorageClassName, !storageClass.isEmpty else {
            return machine
        }
        machine.spec.dataVolumeTemplates = spec.dataVolumeTemplates?.map { template in
            var template = template
            if template.spec.pvc != nil, template.spec.pvc?.storageClassName == nil {
                template.spec.pvc?.storageClassName = storageClass
            }
            if template.spec.storage != nil, template.spec.storage?.storageClassName == nil {
                template.spec.storage?.storageClassName = storageClass
            }
            return template
        }
        return machine
    }

    private func expansion(
        from catalog: InstancetypeCatalog, host: Architecture, podInterface: PodInterface
    ) throws(ExpansionError) -> InstancetypeExpansion {
        let matcherCauses = spec.matcherCauses()
        guard matcherCauses.isEmpty else { throw ExpansionError(matcherCauses) }
        let machine = try inferringMatchers { catalog.volumes[$0] }
        var expansion = InstancetypeExpansion(
            machine: machine, instancetype: try catalog.instancetype(of: machine),
            preference: try catalog.preference(of: machine))
        if let preference = expansion.preference { expansion.machine = machine.mutated(by: preference) }
        expansion.machine.spec.template.spec.prepare(expansion.preference?.devices, podInterface)
        let conflicts = expansion.apply()
        guard conflicts.isEmpty else { throw ExpansionError(conflicts) }
        expansion.machine.spec.template.spec.nameInputTypes()
        if let preference = expansion.preference {
            let spec = expansion.machine.spec.template.spec.withDefaults(host: host, podInterface: podInterface)
            let unmet = preference.requirementCauses(instancetype: expansion.instancetype, spec: spec)
            guard unmet.isEmpty else { throw ExpansionError(unmet) }
        }
        return expansion
    }
}

extension VirtualMachineInstanceSpec {
    /// Devices that come by themselves come before a preference is applied, so that it counts for them too.
    fileprivate mutating func prepare(
        _ preference: VirtualMachinePreferenceSpec.DevicePreferences?, _ podInterface: PodInterface
    ) {
        if let preference { domain.devices.applySwitches(preference) }
        setDisks()
        if domain.devices.autoattachInputDevice == true, (domain.devices.inputs ?? []).isEmpty {
            domain.devices.inputs = [DomainSpec.Input(name: "default-0", type: "")]
        }
        setInterface(podInterface)
    }

    /// An input that came by itself, and of which the preference said nothing, is the one kind there is.
    fileprivate mutating func nameInputTypes() {
        domain.devices.inputs = domain.devices.inputs?.map { input in
            var input = input
            if input.type.isEmpty { input.type = "tablet" }
            return input
        }
    }
}
