extension VirtualMachinePool {
    /// Why a cluster with this configuration would refuse the pool; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        guard let machine = spec.virtualMachineTemplate.spec else {
            return [.required("missing virtual machine template.", at: "spec.template")]
        }
        let limits = machine.limitCauses(at: "spec.virtualMachineTemplate.spec")
        guard limits.isEmpty else { return limits }
        let schema = machine.template.spec.schemaCauses(at: "spec.virtualMachineTemplate.spec.template.spec")
        guard schema.isEmpty else { return schema }
        var causes = machine.causes(at: "spec.virtualMachineTemplate.spec", under: configuration)
        causes += spec.selector.causes(
            at: "spec.selector", choosing: spec.virtualMachineTemplate.metadata?.labels)
        if let problem = spec.maxUnavailable.flatMap(Self.problem(ofUnavailable:)) {
            causes.append(.invalid("maxUnavailable \(problem)", at: "spec.maxUnavailable"))
        }
        let strategies = [
            (
                "updateStrategy", spec.updateStrategy?.unmanaged != nil, spec.updateStrategy?.opportunistic != nil,
                spec.updateStrategy?.proactive != nil
            ),
            (
                "scaleInStrategy", spec.scaleInStrategy?.unmanaged != nil, spec.scaleInStrategy?.opportunistic != nil,
                spec.scaleInStrategy?.proactive != nil
            ),
        ]
        for (part, unmanaged, opportunistic, proactive) in strategies {
            let found = [(unmanaged, "unmanaged"), (opportunistic, "opportunistic"), (proactive, "proactive")]
                .filter(\.0).map(\.1)
            guard found.count > 1 else { continue }
            causes.append(
                .invalid(
                    "only one strategy can be configured at a time: but found \(found.joined(separator: ", ")) "
                        + "strategies", at: "spec.\(part)"))
        }
        return causes + machine.template.spec.discontinuedGateCauses(under: configuration)
    }

    private static func problem(ofUnavailable amount: IntOrString) -> String? {
        switch amount {
        case .int(let count): return count > 0 ? nil : "must be greater than 0"
        case .string(let text):
            guard text.hasSuffix("%") else { return "percentage must end with %" }
            guard let percentage = Int(text.dropLast()) else {
                return "percentage value \"\(text.dropLast())\" is no number"
            }
            return 1...100 ~= percentage ? nil : "percentage value \(percentage) must be between 1 and 100"
        }
    }
}
