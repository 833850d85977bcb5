extension Core.Affinity {
    /// Kubernetes' rules for where a pod may stand. `field` is the spec's own path: KubeVirt leaves `affinity` out of it.
    func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let nodeAffinity { causes += nodeAffinity.causes(at: "\(field).nodeAffinity") }
        for (name, required, preferred) in [
            (
                "podAffinity", podAffinity?.requiredDuringSchedulingIgnoredDuringExecution,
                podAffinity?.preferredDuringSchedulingIgnoredDuringExecution
            ),
            (
                "podAntiAffinity", podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution,
                podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution
            ),
        ] {
            let place = "\(field).\(name)"
            for (index, term) in (required ?? []).enumerated() {
                causes += term.causes(at: "\(place).requiredDuringSchedulingIgnoredDuringExecution[\(index)]")
            }
            for (index, term) in (preferred ?? []).enumerated() {
                let place = "\(place).preferredDuringSchedulingIgnoredDuringExecution[\(index)]"
                causes += weightCauses(term.weight, at: place)
                causes += term.podAffinityTerm.causes(at: "\(place).podAffinityTerm")
            }
        }
        return causes
    }
}

extension Core.NodeAffinity {
    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let required = requiredDuringSchedulingIgnoredDuringExecution {
            let place = "\(field).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
            if required.nodeSelectorTerms.isEmpty {
                causes.append(.kubernetes("must have at least one node selector term", at: place))
            }
            for (index, term) in required.nodeSelectorTerms.enumerated() {
                causes += term.causes(at: "\(place)[\(index)]")
            }
        }
        for (index, term) in (preferredDuringSchedulingIgnoredDuringExecution ?? []).enumerated() {
            let place = "\(field).preferredDuringSchedulingIgnoredDuringExecution[\(index)]"
            causes += weightCauses(term.weight, at: place) + term.preference.causes(at: "\(place).preference")
        }
        return causes
    }
}

extension Core.NodeSelectorTerm {
    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, requirement) in (matchExpressions ?? []).enumerated() {
            causes += requirement.labelCauses(at: "\(field).matchExpressions[\(index)]")
        }
        for (index, requirement) in (matchFields ?? []).enumerated() {
            causes += requirement.fieldCauses(at: "\(field).matchFields[\(index)]")
        }
        return causes
    }
}

extension Core.NodeSelectorRequirement {
    fileprivate func labelCauses(at field: String) -> [StatusCause] {
        let count = values?.count ?? 0
        let problem: StatusCause? =
            switch `operator` {
            case "In", "NotIn":
                count == 0
                    ? .kubernetes("must be specified when `operator` is 'In' or 'NotIn'", at: "\(field).values") : nil
            case "Exists", "DoesNotExist":
                count == 0
                    ? nil
                    : .kubernetes(
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'", at: "\(field).values")
            case "Gt", "Lt":
                count == 1
                    ? nil
                    : .kubernetes(
                        "must be specified single value when `operator` is 'Lt' or 'Gt'", at: "\(field).values")
            default: .kubernetes("not a valid selector operator", at: "\(field).operator")
            }
        return [problem].compactMap(\.self) + .labelName(key, at: "\(field).key")
    }

    /// Nodes are chosen by one field only: their name.
    fileprivate func fieldCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if `operator` != "In", `operator` != "NotIn" {
            causes.append(.kubernetes("not a valid selector operator", at: "\(field).operator"))
        } else if values?.count != 1 {
            causes.append(
                .kubernetes(
                    "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
                    at: "\(field).values"))
        }
        guard key == "metadata.name" else {
            return causes + [.kubernetes("not a valid field selector key", at: "\(field).key")]
        }
        for (index, value) in (values ?? []).enumerated() {
            causes += ObjectName.subdomainProblems(value).map { .kubernetes($0, at: "\(field).values[\(index)]") }
        }
        return causes
    }
}

extension Core.PodAffinityTerm {
    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes = labelSelector?.causes(at: "\(field).labelSelector") ?? []
        causes += namespaceSelector?.causes(at: "\(field).namespaceSelector") ?? []
        for name in namespaces ?? [] {
            causes += ObjectName.labelProblems(name).map { .kubernetes($0, at: "\(field).namespace") }
        }
        if topologyKey.isEmpty { causes.append(.kubernetes("can not be empty", at: "\(field).topologyKey")) }
        return causes + .labelName(topologyKey, at: "\(field).topologyKey")
    }
}

private func weightCauses(_ weight: Int32, at field: String) -> [StatusCause] {
    1...100 ~= weight ? [] : [.kubernetes("must be in the range 1-100", at: "\(field).weight")]
}
