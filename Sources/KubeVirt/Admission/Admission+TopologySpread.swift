extension VirtualMachineInstanceSpec {
    /// Where the machine may stand: Kubernetes' rules for affinity and for spreading.
    func placementCauses(at field: String) -> [StatusCause] {
        var causes = affinity?.causes(at: field) ?? []
        guard let constraints = topologySpreadConstraints else { return causes }
        let list = "\(field).topologySpreadConstraints"
        for (index, constraint) in constraints.enumerated() {
            let place = "\(list)[\(index)]"
            if constraint.maxSkew <= 0 {
                causes.append(.kubernetes("must be greater than zero", at: "\(place).maxSkew"))
            }
            if constraint.topologyKey.isEmpty {
                causes.append(.kubernetes("can not be empty", at: "\(place).topologyKey"))
            } else {
                causes += .labelName(constraint.topologyKey, at: "\(place).topologyKey")
            }
            if constraint.whenUnsatisfiable != "DoNotSchedule", constraint.whenUnsatisfiable != "ScheduleAnyway" {
                causes.append(
                    .kubernetes("must be DoNotSchedule or ScheduleAnyway", at: "\(place).whenUnsatisfiable"))
            }
            // KubeVirt leaves the index out here.
            causes += constraint.labelSelector?.causes(at: "\(list).labelSelector") ?? []
            let isRepeated = constraints[(index + 1)...].contains {
                $0.topologyKey == constraint.topologyKey && $0.whenUnsatisfiable == constraint.whenUnsatisfiable
            }
            if isRepeated {
                causes.append(
                    .kubernetes(
                        "each pair of topologyKey and whenUnsatisfiable may stand once",
                        at: "\(place).{topologyKey, whenUnsatisfiable}"))
            }
        }
        return causes
    }
}
