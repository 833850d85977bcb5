import KubeVirt
import KubeVirtSamples
import Testing
import YAML

/// KubeVirt's own example manifests, where they lie beside the checkout.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct ExampleAdmissionTests {
    /// What some of the examples need their cluster's administrator to switch on.
    private static let gates: [FeatureGate] = [.hostDevices, .hostDisk, .sidecar]

    @Test("KubeVirt's example machines are admitted")
    func machines() throws {
        var count = 0
        for name in KubeVirtSamples.examples {
            for document in try YAMLParser().documents(in: KubeVirtSamples.bytes("examples/" + name), file: name) {
                guard document["kind"]?.scalar?.text == VirtualMachineInstance.kind else { continue }
                let machine = try YAMLDecoder().decode(VirtualMachineInstance.self, from: document, file: name)
                let configuration = ClusterConfiguration(featureGates: Self.gates)
                let causes = machine.admission(under: configuration)
                #expect(causes.isEmpty, "\(name): \(causes)")
                count += 1
            }
        }
        #expect(count > 20)
    }
}
