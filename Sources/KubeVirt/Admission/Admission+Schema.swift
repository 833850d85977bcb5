extension VirtualMachineInstanceSpec {
    /// Words that the schema does not list. KubeVirt's webhook names neither field nor reason for these, only a message.
    package func schemaCauses(at field: String) -> [StatusCause] {
        var words = Words(field: field)
        words.check(dnsPolicy, "dnsPolicy", Self.dnsPolicies)
        if let affinity { words.check(affinity) }
        for (index, toleration) in (tolerations ?? []).enumerated() {
            words.check(toleration.effect, "tolerations[\(index)].effect", Self.taintEffects)
            words.check(toleration.operator, "tolerations[\(index)].operator", Self.tolerationOperators)
        }
        for (index, constraint) in (topologySpreadConstraints ?? []).enumerated() {
            let place = "topologySpreadConstraints[\(index)]"
            words.check(constraint.whenUnsatisfiable, "\(place).whenUnsatisfiable", Self.spreadActions)
            words.check(constraint.nodeAffinityPolicy, "\(place).nodeAffinityPolicy", Self.nodePolicies)
            words.check(constraint.nodeTaintsPolicy, "\(place).nodeTaintsPolicy", Self.nodePolicies)
        }
        for (name, probe) in [("livenessProbe", livenessProbe), ("readinessProbe", readinessProbe)] {
            words.check(probe?.httpGet?.scheme, "\(name).httpGet.scheme", Self.schemes)
        }
        words.check(
            domain.firmware?.kernelBoot?.container?.imagePullPolicy?.rawValue,
            "domain.firmware.kernelBoot.container.imagePullPolicy", Self.pullPolicies)
        for (index, volume) in (volumes ?? []).enumerated() {
            guard let policy = volume.containerDisk?.imagePullPolicy else { continue }
            words.check(policy.rawValue, "volumes[\(index)].containerDisk.imagePullPolicy", Self.pullPolicies)
        }
        return words.causes
    }

    private static let dnsPolicies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]
    private static let taintEffects = ["NoExecute", "NoSchedule", "PreferNoSchedule"]
    private static let tolerationOperators = ["Equal", "Exists"]
    private static let spreadActions = ["DoNotSchedule", "ScheduleAnyway"]
    private static let nodePolicies = ["Honor", "Ignore"]
    private static let schemes = ["HTTP", "HTTPS"]
    private static let pullPolicies = ["Always", "IfNotPresent", "Never"]
}

/// Words of a closed list, looked up one after the other.
private struct Words {
    let field: String
    var causes: [StatusCause] = []

    init(field: String) {
        self.field = field
    }

    mutating func check(_ word: String?, _ place: @autoclosure () -> String, _ known: [String]) {
        guard let word, !known.contains(word) else { return }
        causes.append(
            StatusCause(
                message: "\(field).\(place()) in body should be one of [\(known.joined(separator: " "))]", reason: .none
            ))
    }

    mutating func check(_ affinity: Core.Affinity) {
        let node = affinity.nodeAffinity
        let required = node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
        let preferred = node?.preferredDuringSchedulingIgnoredDuringExecution ?? []
        for term in required + preferred.map(\.preference) {
            for requirement in (term.matchExpressions ?? []) + (term.matchFields ?? []) {
                check(
                    requirement.operator, "affinity.nodeAffinity: operator of \(requirement.key)",
                    ["DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn"])
            }
        }
    }
}
