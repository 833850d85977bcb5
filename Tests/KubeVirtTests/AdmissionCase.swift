import KubeVirt
import Testing

/// A machine and what KubeVirt's webhook says of it, by KubeVirt's rules: pairs of reason and field, sorted; none when it is
/// let in.
struct AdmissionCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let causes: [String]
    let configuration: ClusterConfiguration
    let machine: VirtualMachineInstance

    init(
        _ title: String, _ causes: [String] = [], on gates: [FeatureGate] = [], off: [FeatureGate] = [],
        settings: (inout ClusterConfiguration) -> Void = { _ in },
        _ change: (inout VirtualMachineInstanceSpec) -> Void
    ) {
        testDescription = title
        self.causes = causes
        var configuration = ClusterConfiguration(featureGates: gates, disabledFeatureGates: off)
        settings(&configuration)
        self.configuration = configuration
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "a"),
            spec: .init(architecture: .amd64, domain: .init(memory: .init(guest: .mebibytes(64)))))
        change(&machine.spec)
        self.machine = machine
    }

    /// Compares; each pair counts once, as KubeVirt repeats some.
    func check(_ location: SourceLocation = #_sourceLocation) {
        let found = machine.validation(under: configuration)
        let pairs = Set(found.map { "\($0.reason.rawValue) \($0.field ?? "-")" })
        #expect(pairs.sorted() == causes.sorted(), "\(testDescription): \(found)", sourceLocation: location)
        #expect(found.allSatisfy { !$0.message.isEmpty }, sourceLocation: location)
    }
}
