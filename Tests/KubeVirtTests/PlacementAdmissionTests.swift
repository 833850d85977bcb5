import KubeVirt
import Testing

@Suite struct PlacementAdmissionTests {
    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
    private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

    private func check(
        _ fields: [String], _ affinity: Core.Affinity, _ location: SourceLocation = #_sourceLocation
    ) {
        AdmissionCase("affinity", fields.map { "FieldValueInvalid spec.\($0)" }) { $0.affinity = affinity }
            .check(location)
    }

    private func nodes(_ terms: [Core.NodeSelectorTerm]) -> Core.Affinity {
        .init(nodeAffinity: .init(requiredDuringSchedulingIgnoredDuringExecution: .init(nodeSelectorTerms: terms)))
    }

    @Test("nodes are chosen by terms, and those by labels")
    func labels() {
        let terms = "nodeAffinity.\(Self.required).nodeSelectorTerms"
        check([terms], nodes([]))
        check([], nodes([.init()]))
        let requirements: [(Core.NodeSelectorRequirement, String?)] = [
            (.init(key: "k", operator: "In", values: ["v"]), nil), (.init(key: "k", operator: "In"), "values"),
            (.init(key: "k", operator: "NotIn", values: []), "values"), (.init(key: "k", operator: "Exists"), nil),
            (.init(key: "k", operator: "DoesNotExist", values: ["v"]), "values"),
            (.init(key: "k", operator: "Gt", values: ["1"]), nil),
            (.init(key: "k", operator: "Lt", values: ["1", "2"]), "values"),
            (.init(key: "a=b", operator: "Exists"), "key"), (.init(key: "", operator: "Exists"), "key"),
        ]
        for (requirement, field) in requirements {
            check(
                field.map { ["\(terms)[0].matchExpressions[0].\($0)"] } ?? [],
                nodes([.init(matchExpressions: [requirement])]))
        }
    }

    @Test("nodes are chosen by the one field that is their name")
    func fields() {
        let place = "nodeAffinity.\(Self.required).nodeSelectorTerms[0].matchFields[0]"
        let requirements: [(Core.NodeSelectorRequirement, [String])] = [
            (.init(key: "metadata.name", operator: "In", values: ["node-1"]), []),
            (.init(key: "metadata.name", operator: "In", values: ["a", "b"]), ["values"]),
            (.init(key: "metadata.name", operator: "In", values: [""]), ["values[0]"]),
            (.init(key: "metadata.name", operator: "Exists"), ["operator"]),
            (.init(key: "key", operator: "In", values: ["value"]), ["key"]),
        ]
        for (requirement, fields) in requirements {
            check(fields.map { "\(place).\($0)" }, nodes([.init(matchFields: [requirement])]))
        }
    }

    @Test("wishes weigh from 1 to 100")
    func weights() {
        for (weight, isKnown) in [(1, true), (100, true), (0, false), (101, false)] {
            let place = "nodeAffinity.\(Self.preferred)[0].weight"
            check(
                isKnown ? [] : [place],
                .init(
                    nodeAffinity: .init(preferredDuringSchedulingIgnoredDuringExecution: [
                        .init(preference: .init(), weight: Int32(weight))
                    ])))
            let term = Core.WeightedPodAffinityTerm(
                podAffinityTerm: .init(topologyKey: "test"), weight: Int32(weight))
            check(
                isKnown ? [] : ["podAffinity.\(Self.preferred)[0].weight"],
                .init(podAffinity: .init(preferredDuringSchedulingIgnoredDuringExecution: [term])))
        }
    }

    private func selector(_ requirement: LabelSelector.Requirement) -> LabelSelector {
        LabelSelector(matchExpressions: [requirement])
    }

    @Test("pods are chosen by labels and namespaces, within a topology")
    func pods() {
        let terms: [(Core.PodAffinityTerm, [String])] = [
            (.init(topologyKey: "kubernetes.io/hostname"), []), (.init(topologyKey: ""), ["topologyKey"]),
            (.init(topologyKey: "hostname=host1"), ["topologyKey"]),
            (.init(namespaces: ["ok", "Not_OK"], topologyKey: "t"), ["namespace"]),
            (
                .init(labelSelector: selector(.init(key: "k", operator: "In")), topologyKey: "t"),
                ["labelSelector.matchExpressions[0].values"]
            ),
            (
                .init(
                    namespaceSelector: selector(.init(key: "k", operator: "Exists", values: ["v"])), topologyKey: "t"),
                ["namespaceSelector.matchExpressions[0].values"]
            ),
            (
                .init(labelSelector: selector(.init(key: "k", operator: "Gt", values: ["1"])), topologyKey: "t"),
                ["labelSelector.matchExpressions[0].operator"]
            ),
            (
                .init(labelSelector: selector(.init(key: "k", operator: "In", values: ["a", "-"])), topologyKey: "t"),
                ["labelSelector.matchExpressions[0].values[1]"]
            ),
            (
                .init(labelSelector: selector(.init(key: "a=b", operator: "Exists")), topologyKey: "t"),
                ["labelSelector.matchExpressions[0].key"]
            ),
            (
                .init(labelSelector: LabelSelector(matchLabels: ["k": "-"]), topologyKey: "t"),
                ["labelSelector.matchLabels"]
            ),
        ]
        for (term, fields) in terms {
            check(
                fields.map { "podAffinity.\(Self.required)[0].\($0)" },
                .init(podAffinity: .init(requiredDuringSchedulingIgnoredDuringExecution: [term])))
            let wish = Core.WeightedPodAffinityTerm(podAffinityTerm: term, weight: 1)
            check(
                fields.map { "podAntiAffinity.\(Self.preferred)[0].podAffinityTerm.\($0)" },
                .init(podAntiAffinity: .init(preferredDuringSchedulingIgnoredDuringExecution: [wish])))
        }
    }

    @Test("machines are spread over a topology, each pair of key and answer once")
    func spread() {
        func check(
            _ fields: [String], _ constraints: [Core.TopologySpreadConstraint],
            _ location: SourceLocation = #_sourceLocation
        ) {
            AdmissionCase("spread", fields.map { "FieldValueInvalid spec.topologySpreadConstraints\($0)" }) {
                $0.topologySpreadConstraints = constraints
            }.check(location)
        }
        let zone = Core.TopologySpreadConstraint(maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule")
        var (skewed, nowhere, odd, selecting, loose) = (zone, zone, zone, zone, zone)
        check([], [zone])
        skewed.maxSkew = 0
        check(["[0].maxSkew"], [skewed])
        nowhere.topologyKey = ""
        check(["[0].topologyKey"], [nowhere])
        odd.topologyKey = "hostname=host1"
        check(["[0].topologyKey"], [odd])
        selecting.labelSelector = selector(.init(key: "k", operator: "In"))
        check([".labelSelector.matchExpressions[0].values"], [selecting])
        loose.whenUnsatisfiable = "ScheduleAnyway"
        check([], [zone, loose])
        check(["[0].{topologyKey, whenUnsatisfiable}"], [zone, loose, zone])
    }

    @Test("words that the schema does not list are refused before all else, without a field")
    func words() {
        func check(_ change: (inout VirtualMachineInstanceSpec) -> Void) {
            AdmissionCase("word", [" -"]) {
                // Wrong as well, and not looked at.
                $0.hostname = "_"
                change(&$0)
            }.check()
        }
        check { $0.dnsPolicy = "Whatever" }
        check { $0.tolerations = [.init(effect: "Explode")] }
        check { $0.tolerations = [.init(operator: "Like")] }
        check { $0.affinity = nodes([.init(matchExpressions: [.init(key: "k", operator: "Near")])]) }
        check {
            $0.topologySpreadConstraints = [.init(maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "Sulk")]
        }
        check { $0.readinessProbe = .init(httpGet: .init(port: .int(80), scheme: "GOPHER")) }
    }
}
