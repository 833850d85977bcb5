import KubeVirt

extension KubernetesObject {
    /// Why KubeVirt's validating webhook for this kind would refuse the object; kinds that have none are only decoded.
    func causes(under configuration: ClusterConfiguration, defaulting: Bool) -> [StatusCause] {
        switch self {
        case let object as VirtualMachineInstance:
            defaulting ? object.admission(under: configuration) : object.validation(under: configuration)
        case let object as VirtualMachineInstancetype: object.spec.admission()
        case let object as VirtualMachineClusterInstancetype: object.spec.admission()
        case let object as VirtualMachinePreference: object.spec.admission()
        case let object as VirtualMachineClusterPreference: object.spec.admission()
        default: []
        }
    }
}
