import KubeVirt

extension KubernetesObject {
    /// Why KubeVirt's webhooks for this kind would refuse the object; kinds that have none are only decoded.
    func causes(
        under configuration: ClusterConfiguration, defaulting: Bool, catalog: InstancetypeCatalog
    ) -> [StatusCause] {
        switch self {
        case let object as VirtualMachineInstance:
            defaulting ? object.admission(under: configuration) : object.validation(under: configuration)
        case let object as VirtualMachine: object.causes(under: configuration, catalog: catalog)
        case let object as VirtualMachineInstancePreset: object.admission(under: configuration)
        case let object as VirtualMachineInstanceReplicaSet: object.admission(under: configuration)
        case let object as VirtualMachineInstanceMigration: object.admission(under: configuration)
        case let object as VirtualMachinePool: object.admission(under: configuration)
        case let object as MigrationPolicy: object.admission(under: configuration)
        case let object as VirtualMachineSnapshot: object.admission(under: configuration)
        case let object as VirtualMachineRestore: object.admission(under: configuration)
        case let object as VirtualMachineClone: object.admission(under: configuration)
        case let object as VirtualMachineExport: object.admission(under: configuration)
        case let object as VirtualMachineInstancetype: object.spec.admission()
        case let object as VirtualMachineClusterInstancetype: object.spec.admission()
        case let object as VirtualMachinePreference: object.spec.admission()
        case let object as VirtualMachineClusterPreference: object.spec.admission()
        default: []
        }
    }
}

extension VirtualMachine {
    /// The verdict on the machine that instancetype and preference make of the template.
    fileprivate func causes(under configuration: ClusterConfiguration, catalog: InstancetypeCatalog) -> [StatusCause] {
        guard spec.instancetype != nil || spec.preference != nil, spec.matcherCauses(at: "spec").isEmpty else {
            return admission(under: configuration)
        }
        let (expansion, conflicts) = admissionExpansion(from: catalog)
        guard conflicts.isEmpty else { return conflicts }
        let causes = expansion.machine.admission(under: configuration)
        guard causes.isEmpty, let preference = expansion.preference else { return causes }
        let filled = VirtualMachineInstance(spec: expansion.machine.spec.template.spec).withDefaults(
            under: configuration)
        return preference.requirementCauses(instancetype: expansion.instancetype, spec: filled.spec)
    }
}
