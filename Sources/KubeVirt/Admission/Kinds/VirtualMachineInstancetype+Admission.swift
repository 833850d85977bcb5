extension VirtualMachineInstancetype {
    /// Why a cluster would refuse the instancetype; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.causes(at: "spec")
    }
}

extension VirtualMachineClusterInstancetype {
    /// Why a cluster would refuse the instancetype; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        spec.causes(at: "spec")
    }
}

extension VirtualMachineInstancetypeSpec {
    fileprivate func causes(at field: String) -> [StatusCause] {
        let percent = memory.overcommitPercent ?? 0
        let place = field + ".memory.overcommitPercent"
        var causes: [StatusCause] = []
        if !(0...100).contains(percent) {
            causes.append(.invalid("\(place) '\(percent)': must be in range between 0 and 100.", at: place))
        }
        if percent != 0, memory.hugepages != nil {
            causes.append(
                .invalid("\(place) and \(field).memory.hugepages should not be requested together.", at: place))
        }
        return causes
    }
}
