import KubeVirt
import Testing

@Suite struct PresetTests {
    private func preset(
        _ name: String, _ domain: DomainSpec, labels: [String: String] = ["size": "small"], namespace: String? = nil
    ) -> VirtualMachineInstancePreset {
        VirtualMachineInstancePreset(
            metadata: .init(name: name, namespace: namespace),
            spec: .init(domain: domain, selector: .init(matchLabels: labels)))
    }

    private func machine(_ domain: DomainSpec = .init()) -> VirtualMachineInstance {
        VirtualMachineInstance(metadata: .init(labels: ["size": "small"], name: "vm"), spec: .init(domain: domain))
    }

    private let small = DomainSpec(
        clock: .init(timer: .init(rtc: .init()), utc: .init()), cpu: .init(cores: 2),
        resources: .init(requests: ["memory": .mebibytes(64)]))

    @Test("a preset fills in what the machine says nothing about, and leaves its mark")
    func fills() {
        let filled = machine(.init(cpu: .init(cores: 4))).applying([preset("small", small)])
        #expect(filled.spec.domain.cpu == .init(cores: 4))
        #expect(filled.spec.domain.resources?.requests == ["memory": .mebibytes(64)])
        #expect(filled.spec.domain.clock == small.clock)
        #expect(filled.metadata.annotations == ["virtualmachinepreset.kubevirt.io/small": "kubevirt.io/v1"])
    }

    @Test("a preset that has no say leaves no mark")
    func noSay() {
        let filled = machine(.init(cpu: .init(cores: 4))).applying([preset("two", .init(cpu: .init(cores: 2)))])
        #expect(filled.spec.domain.cpu == .init(cores: 4))
        #expect(filled.metadata.annotations == nil)
    }

    @Test("presets choose machines of their namespace by labels, and a machine may decline")
    func chosen() {
        let others = [preset("a", small, labels: ["size": "big"]), preset("b", small, namespace: "other")]
        #expect(machine().applying(others) == machine())
        #expect(machine().choosing([preset("all", small, labels: [:])]).count == 1)
        var declining = machine()
        declining.metadata.annotations = ["virtualmachineinstancepresets.admission.kubevirt.io/exclude": "true"]
        #expect(declining.applying([preset("small", small)]) == declining)
    }

    @Test("presets that contradict each other are named")
    func conflicts() {
        let other = DomainSpec(
            clock: .init(timer: .init(pit: .init()), utc: .init()), cpu: .init(cores: 3),
            resources: .init(requests: ["memory": .mebibytes(65)]))
        let found = VirtualMachineInstancePreset.conflicts(among: [preset("a", small), preset("b", other)])
        #expect(found.count == 1)
        #expect(found.first?.message.contains("resources.requests.memory, cpu, clock.timer") == true)
        #expect(VirtualMachineInstancePreset.conflicts(among: [preset("a", small), preset("b", small)]).isEmpty)
        #expect(
            VirtualMachineInstancePreset.conflicts(among: [preset("a", small), preset("b", .init())]).isEmpty)
    }
}
