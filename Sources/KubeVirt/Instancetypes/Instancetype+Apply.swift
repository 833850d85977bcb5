extension VirtualMachineInstanceSpec {
    /// Fills in what an instancetype and a preference say, as KubeVirt does when it makes a machine of a VirtualMachine.
    ///
    /// An instancetype is a promise, so a field that it and the machine both set is a conflict; with a conflict the
    /// preference is not applied. A preference is a wish, and what the machine says goes first. `field` is where the spec
    /// stands, such as `spec.template.spec`.
    package mutating func apply(
        instancetype: VirtualMachineInstancetypeSpec?, preference: VirtualMachinePreferenceSpec?,
        annotations: inout [String: String]?, at field: String
    ) -> [StatusCause] {
        if let instancetype {
            var conflicts: [StatusCause] = []
            applyPlacement(instancetype, at: field, &conflicts)
            applyProcessors(instancetype.cpu, preference, at: field, &conflicts)
            applyMemory(instancetype.memory, at: field, &conflicts)
            domain.applyThreads(instancetype, at: field, &conflicts)
            domain.applyDevices(instancetype, at: field, &conflicts)
            for (key, value) in (instancetype.annotations ?? [:]).sorted(by: { $0.key < $1.key }) {
                if let own = annotations?[key], own != value { conflicts.append(.conflict(at: "annotations." + key)) }
                if annotations?[key] == nil {
                    annotations = (annotations ?? [:]).merging([key: value]) { own, _ in own }
                }
            }
            guard conflicts.isEmpty else { return conflicts }
        }
        if let preference { apply(preference, annotations: &annotations) }
        return []
    }

    private mutating func applyPlacement(
        _ instancetype: VirtualMachineInstancetypeSpec, at field: String, _ conflicts: inout [StatusCause]
    ) {
        if let selector = instancetype.nodeSelector {
            if nodeSelector != nil { conflicts.append(.conflict(at: field + ".nodeSelector")) }
            nodeSelector = nodeSelector ?? selector
        }
        if let name = instancetype.schedulerName, !name.isEmpty {
            if schedulerName ?? "" != "" { conflicts.append(.conflict(at: field + ".schedulerName")) }
            schedulerName = name
        }
    }
}

extension DomainSpec {
    fileprivate mutating func applyThreads(
        _ instancetype: VirtualMachineInstancetypeSpec, at field: String, _ conflicts: inout [StatusCause]
    ) {
        if let count = instancetype.ioThreads?.supplementalPoolThreadCount {
            if ioThreads?.supplementalPoolThreadCount != nil {
                conflicts.append(.conflict(at: field + ".domain.ioThreads.supplementalPoolThreadCount"))
            }
            ioThreads = ioThreads ?? DiskIOThreads()
            ioThreads?.supplementalPoolThreadCount = count
        }
        if let policy = instancetype.ioThreadsPolicy {
            if ioThreadsPolicy != nil { conflicts.append(.conflict(at: field + ".domain.ioThreadsPolicy")) }
            ioThreadsPolicy = policy
        }
    }

    fileprivate mutating func applyDevices(
        _ instancetype: VirtualMachineInstancetypeSpec, at field: String, _ conflicts: inout [StatusCause]
    ) {
        if let security = instancetype.launchSecurity {
            if launchSecurity != nil { conflicts.append(.conflict(at: field + ".domain.launchSecurity")) }
            launchSecurity = security
        }
        if let gpus = instancetype.gpus, !gpus.isEmpty {
            if !(devices.gpus ?? []).isEmpty { conflicts.append(.conflict(at: field + ".domain.devices.gpus")) }
            devices.gpus = gpus
        }
        if let hostDevices = instancetype.hostDevices, !hostDevices.isEmpty {
            if !(devices.hostDevices ?? []).isEmpty {
                conflicts.append(.conflict(at: field + ".domain.devices.hostDevices"))
            }
            devices.hostDevices = hostDevices
        }
    }
}

extension StatusCause {
    /// A field that the machine and its instancetype both set.
    static func conflict(at field: String) -> StatusCause {
        StatusCause(
            field: field, message: "\(field) is set here and by the instancetype; remove it here, or the instancetype",
            reason: .fieldValueInvalid)
    }
}
