extension VirtualMachinePreference {
    /// Why a cluster would refuse the preference; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.admission()
    }
}

extension VirtualMachineClusterPreference {
    /// Why a cluster would refuse the preference; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.admission()
    }
}
