import KubeVirt

extension KubernetesObject {
    /// Why KubeVirt's webhooks for this kind would refuse the object; kinds that have none are only decoded.
    func causes(
        under configuration: ClusterConfiguration, defaulting: Bool, catalog: InstancetypeCatalog
    ) -> [StatusCause] {
        switch self {
        case let object as VirtualMachineInstance:
            defaulting ? object.admission(under: configuration) : object.validation(under: configuration)
        case let object as VirtualMachine: object.admission(under: configuration, instancetypes: catalog)
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
        case let object as DataVolume: object.spec.limitCauses(at: "spec")
        default: []
        }
    }
}
