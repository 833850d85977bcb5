extension VirtualMachineInstancetype {
    /// Why a cluster would refuse the instancetype; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.admission()
    }
}

extension VirtualMachineClusterInstancetype {
    /// Why a cluster would refuse the instancetype; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.admission()
    }
}
