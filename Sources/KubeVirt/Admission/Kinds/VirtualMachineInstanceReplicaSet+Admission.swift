extension VirtualMachineInstanceReplicaSet {
    /// Why a cluster with this configuration would refuse the replica set; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        let place = "spec.template"
        let limits = spec.template.spec.limitCauses(at: place + ".spec")
        guard limits.isEmpty else { return limits }
        let schema = spec.template.spec.schemaCauses(at: place + ".spec")
        guard schema.isEmpty else { return schema }
        let metadata = spec.template.metadata ?? ObjectMeta()
        var causes = spec.template.spec.graceCauses(
            ofAnnotations: metadata.annotations, at: place + ".metadata", under: configuration)
        causes += spec.template.spec.admission(at: place + ".spec", under: configuration, annotations: metadata)
        causes += spec.selector.causes(at: "spec.selector", choosing: metadata.labels)
        return causes + spec.template.spec.discontinuedGateCauses(under: configuration)
    }
}

extension LabelSelector {
    /// Whether the selector is one, and chooses objects of these labels.
    func causes(at field: String, choosing labels: [String: String]?) -> [StatusCause] {
        if let problem = causes(at: field).first { return [.invalid(problem.message, at: field)] }
        return matches(labels ?? [:]) ? [] : [.invalid("selector does not match labels.", at: field)]
    }

    /// Whether labels are chosen: all of them by a selector that says nothing.
    package func matches(_ labels: [String: String]) -> Bool {
        (matchLabels ?? [:]).allSatisfy { labels[$0.key] == $0.value }
            && (matchExpressions ?? []).allSatisfy { requirement in
                let value = labels[requirement.key]
                let isListed = value.map { (requirement.values ?? []).contains($0) } ?? false
                return switch requirement.operator {
                case "In": isListed
                case "NotIn": !isListed
                case "Exists": value != nil
                case "DoesNotExist": value == nil
                default: false
                }
            }
    }
}
