import KubeVirt
import Testing

@Suite struct HypervAdmissionTests {
    private static let field = "spec.domain.features.hyperv"
    /// KubeVirt says the path twice.
    private static let again = "\(field).domain.features.hyperv"

    private func check(
        _ causes: [String], _ hyperv: DomainSpec.FeatureHyperv, _ location: SourceLocation = #_sourceLocation,
        _ change: (inout DomainSpec) -> Void = { _ in }
    ) {
        AdmissionCase("hyperv", causes) {
            $0.domain.features = .init(hyperv: hyperv)
            change(&$0.domain)
        }.check(location)
    }

    @Test("what needs another is refused without it")
    func needs() {
        let on = DomainSpec.FeatureState(enabled: true)
        check([], .init(synic: on, vpindex: on))
        check(["FieldValueInvalid \(Self.again).synic"], .init(synic: on))
        check(["FieldValueInvalid \(Self.again).synic"], .init(synic: on, vpindex: .init(enabled: false)))
        check(["FieldValueInvalid \(Self.again).ipi"], .init(ipi: on))
        check(["FieldValueInvalid \(Self.again).tlbflush"], .init(tlbflush: .init(enabled: true)))
        check(["FieldValueInvalid \(Self.again).synictimer"], .init(synictimer: .init(enabled: true)))
        check([], .init(synic: on, synictimer: .init(enabled: true), vpindex: on))
        // Neither on nor off: nothing is needed yet.
        check([], .init(ipi: .init(), synic: .init(enabled: false)))
    }

    @Test("a hypervisor within the guest needs the processor's own")
    func nesting() {
        let nested = DomainSpec.FeatureHyperv(evmcs: .init(), vapic: .init(enabled: true))
        check(["FieldValueRequired spec.domain.cpu.features"], nested)
        check(["FieldValueInvalid spec.domain.cpu.features[1].policy"], nested) {
            $0.cpu = .init(features: [.init(name: "aes"), .init(name: "vmx", policy: "optional")])
        }
        check([], nested) { $0.cpu = .init(features: [.init(name: "vmx", policy: "require")]) }
        check([], .init(evmcs: .init(enabled: false)))
        check(
            ["FieldValueInvalid \(Self.again).evmcs", "FieldValueRequired spec.domain.cpu.features"],
            .init(evmcs: .init(enabled: true)))
    }

    @Test("features are listed or all passed through, not both")
    func passthrough() {
        check(["FieldValueInvalid \(Self.field)"], .init()) { $0.features?.hypervPassthrough = .init() }
        AdmissionCase("all") { $0.domain.features = .init(hypervPassthrough: .init(enabled: true)) }.check()
    }
}
