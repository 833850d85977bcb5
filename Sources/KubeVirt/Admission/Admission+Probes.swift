extension VirtualMachineInstanceSpec {
    /// How the machine is watched, started and drained.
    func lifecycleCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let startStrategy {
            let place = "\(field).startStrategy"
            if startStrategy != "Paused" {
                causes.append(.invalid("\(place) is set with an unrecognized option: \(startStrategy)", at: place))
            } else if livenessProbe != nil {
                causes.append(
                    .invalid(
                        "either \(place) or \(field).livenessProbe should be provided. "
                            + "Pausing VMI with LivenessProbe is not supported", at: place))
            }
        }
        for (name, probe) in [("readinessProbe", readinessProbe), ("livenessProbe", livenessProbe)] {
            guard let probe else { continue }
            causes += probe.causes(at: "\(field).\(name)", hasPodNetwork: (networks ?? []).contains { $0.pod != nil })
        }
        if let strategy = evictionStrategy ?? configuration.evictionStrategy, !EvictionStrategy.known.contains(strategy)
        {
            let place = "\(field).evictionStrategy"
            causes.append(.invalid("\(place) is set with an unrecognized option: \(strategy.rawValue)", at: place))
        }
        if domain.rebootPolicy != nil, !configuration.isEnabled(.rebootPolicy) {
            causes.append(
                .invalid(
                    "RebootPolicy is specified but the RebootPolicy feature gate is not enabled",
                    at: "\(field).domain.rebootPolicy"))
        }
        return causes
    }
}

extension VirtualMachineInstanceSpec.Probe {
    fileprivate func causes(at field: String, hasPodNetwork: Bool) -> [StatusCause] {
        var causes: [StatusCause] = []
        let count = [httpGet != nil, tcpSocket != nil, exec != nil, guestAgentPing != nil].count { $0 }
        if count > 1 {
            causes.append(.invalid("\(field) must have exactly one probe type set", at: field))
        } else if count < 1 {
            causes.append(
                .required(
                    "either \(field).tcpSocket, \(field).exec or \(field).httpGet must be set if a \(field) is specified",
                    at: field))
        }
        guard !hasPodNetwork else { return causes }
        for (name, isSet) in [("httpGet", httpGet != nil), ("tcpSocket", tcpSocket != nil)] where isSet {
            causes.append(
                .invalid("\(field).\(name) is only allowed if the Pod Network is attached", at: "\(field).\(name)"))
        }
        return causes
    }
}
