import Kubernetes
import Machines

/// What we may do, as the cluster itself judges it.
extension ClusterDoctor {
    /// One finding for each rule; in all namespaces where each run shall have its own.
    func rights() async -> [Finding] {
        await withTaskGroup(of: (Int, Finding).self) { group in
            for (index, rule) in rules.enumerated() {
                group.addTask { (index, await right(rule)) }
            }
            let found = await group.reduce(into: []) { $0.append($1) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private var rules: [AccessRule] {
        guard settings.namespacePerRun else { return AccessRule.all }
        return AccessRule.all.filter { !Self.notOfOwnNamespaces.contains($0.feature) }.map { rule in
            var rule = rule
            rule.isOfAllNamespaces = true
            return rule
        }
    }

    /// What machines in namespaces of their own cannot have.
    private static let notOfOwnNamespaces: Set<ClusterFeature> = [.keep, .images]

    private func right(_ rule: AccessRule) async -> Finding {
        let name = "\(rule.feature.rawValue): \(rule.name)"
        var missing: [String] = []
        for verb in rule.verbs {
            let review = AccessReview(of: rule, verb, in: namespace)
            switch await ask({ client throws(KubernetesError) in try await client.create(review, .accessReviews) }) {
            case .success(let answer): if answer.status?.allowed != true { missing.append(verb.rawValue) }
            case .failure(let error): return .less(name, "the cluster does not say: \(error)", "Ask its administrator.")
            }
        }
        let place = settings.namespacePerRun && rule.resource.isNamespaced ? " in all namespaces" : ""
        guard !missing.isEmpty else { return .yes(name, rule.verbs.map(\.rawValue).joined(separator: ", ") + place) }
        let detail = "we may not \(missing.joined(separator: ", "))\(place); without it \(rule.feature.loss)"
        let options = features(with: rule.feature).map { " --feature \($0.rawValue)" }.joined()
        let remedy =
            "Have an administrator allow it: mayfly cluster rbac -n \(namespace)\(options) --service-account NAME | "
            + "kubectl apply -f -"
        return needed.contains(rule.feature) ? .no(name, detail, remedy) : .less(name, detail, remedy)
    }

    /// Without which there is no machine.
    private var needed: Set<ClusterFeature> { settings.namespacePerRun ? [.machines, .namespaces] : [.machines] }

    /// What the command that prints roles has to be asked for; nothing for what it prints by itself.
    private func features(with feature: ClusterFeature) -> [ClusterFeature] {
        guard settings.namespacePerRun, feature != .doctor else {
            return ClusterFeature.usual.contains(feature) ? [] : [feature]
        }
        let all = ClusterFeature.usual.union([.namespaces]).subtracting(Self.notOfOwnNamespaces)
        return ClusterFeature.allCases.filter(all.contains)
    }
}
