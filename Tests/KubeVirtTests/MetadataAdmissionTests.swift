import KubeVirt
import Testing

@Suite struct MetadataAdmissionTests {
    private func causes(
        labels: [String: String]? = nil, annotations: [String: String]? = nil, on gates: [FeatureGate] = [],
        settings: (inout ClusterConfiguration) -> Void = { _ in }
    ) -> [String] {
        var configuration = ClusterConfiguration(featureGates: gates)
        settings(&configuration)
        return ObjectMeta(annotations: annotations, labels: labels, name: "a")
            .admission(at: "metadata", under: configuration).map { "\($0.reason.rawValue) \($0.field ?? "-")" }
    }

    @Test("labels that KubeVirt keeps for itself are refused, others under its name are not")
    func labels() {
        for name in [
            "created-by", "install-strategy", "migrationJobUID", "migrationTargetNodeName", "nodeName", "schedulable",
        ] {
            let labels = ["kubevirt.io/\(name)": "x"]
            #expect(causes(labels: labels) == ["FieldValueNotSupported metadata.labels"])
            #expect(causes(labels: labels, settings: { $0.requesterIsKubeVirt = true }).isEmpty)
        }
        #expect(causes(labels: ["kubevirt.io/mine": "x"]).isEmpty)
    }

    @Test("annotations that change the machine are behind their gates")
    func annotations() {
        for (key, gate) in [
            ("kubevirt.io/ignitiondata", FeatureGate.ignition), ("hooks.kubevirt.io/hookSidecars", .sidecar),
        ] {
            #expect(causes(annotations: [key: "x"]) == ["FieldValueInvalid metadata.annotations"])
            #expect(causes(annotations: [key: "x"], on: [gate]).isEmpty)
            #expect(causes(annotations: [key: ""]).isEmpty)
        }
    }

    @Test("what no API server takes is refused")
    func syntax() {
        #expect(causes(labels: ["a b": "x"]) == ["FieldValueInvalid metadata.labels"])
        #expect(causes(labels: ["a": "-"]) == ["FieldValueInvalid metadata.labels"])
        #expect(causes(annotations: ["a b": "x"]) == ["FieldValueInvalid metadata.annotations"])
    }
}
