import Kubernetes
import Machines

/// What we may do, as the cluster itself judges it.
extension ClusterDoctor {
    /// One finding for each rule.
    func rights() async -> [Finding] {
        await withTaskGroup(of: (Int, Finding).self) { group in
            for (index, rule) in AccessRule.all.enumerated() {
                group.addTask { (index, await right(rule)) }
            }
            let found = await group.reduce(into: []) { $0.append($1) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

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
        guard !missing.isEmpty else { return .yes(name, rule.verbs.map(\.rawValue).joined(separator: ", ")) }
        let detail = "we may not \(missing.joined(separator: ", ")); without it \(rule.feature.loss)"
        let option = ClusterFeature.usual.contains(rule.feature) ? "" : " --feature \(rule.feature.rawValue)"
        let remedy =
            "Have an administrator allow it: mayfly cluster rbac -n \(namespace)\(option) --service-account NAME | "
            + "kubectl apply -f -"
        return rule.feature == .machines ? .no(name, detail, remedy) : .less(name, detail, remedy)
    }
}
