import KubeVirt
import Testing

@Suite struct InstancetypeAdmissionTests {
    @Test(
        "memory that is promised twice is a share, and not of huge pages",
        arguments: [
            ("guest: 1Gi", []),
            ("{guest: 1Gi, overcommitPercent: 100}", []),
            ("{guest: 1Gi, overcommitPercent: 101}", ["spec.memory.overcommitPercent"]),
            ("{guest: 1Gi, overcommitPercent: -1}", ["spec.memory.overcommitPercent"]),
            ("{guest: 1Gi, overcommitPercent: 5, hugepages: {}}", ["spec.memory.overcommitPercent"]),
            ("{guest: 1Gi, overcommitPercent: 0, hugepages: {}}", []),
        ])
    func instancetype(_ memory: String, _ expected: [String]) throws {
        let spec = VirtualMachineInstancetypeSpec(cpu: .init(guest: 1), memory: try decoded(memory))
        #expect(spec.admission().map(\.field) == expected)
    }

    @Test(
        "a preference's shape of processors is one that there is",
        arguments: [
            ("{}", []),
            ("{preferredCPUTopology: sockets}", []),
            ("{preferredCPUTopology: preferAny}", []),
            ("{preferredCPUTopology: foo}", ["spec.cpu.preferredCPUTopology"]),
            ("{preferredCPUTopology: prefersockets}", ["spec.cpu.preferredCPUTopology"]),
            ("{preferredCPUTopology: spread}", []),
            ("{preferredCPUTopology: spread, spreadOptions: {across: foo}}", ["spec.cpu.spreadOptions.across"]),
            ("{preferredCPUTopology: cores, spreadOptions: {across: foo}}", []),
            (
                "{preferredCPUTopology: preferSpread, spreadOptions: {across: CoresThreads, ratio: 3}}",
                ["spec.cpu.spreadOptions.ratio"]
            ),
            ("{preferredCPUTopology: spread, spreadOptions: {across: CoresThreads, ratio: 2}}", []),
            ("{preferredCPUTopology: spread, spreadOptions: {across: SocketsCores, ratio: 3}}", []),
        ])
    func preference(_ cpu: String, _ expected: [String]) throws {
        let spec: VirtualMachinePreferenceSpec = try decoded("cpu: " + cpu)
        #expect(spec.admission().map(\.field) == expected)
        #expect(spec.admission().allSatisfy { $0.reason == .fieldValueInvalid })
    }

    @Test("the older field of the ratio counts against a core's two threads too")
    func olderRatio() throws {
        let spec: VirtualMachinePreferenceSpec = try decoded(
            """
            cpu: {preferredCPUTopology: spread, spreadOptions: {across: CoresThreads}}
            preferSpreadSocketToCoreRatio: 3
            """)
        #expect(spec.admission().map(\.field) == ["spec.cpu.spreadOptions.ratio"])
    }

    @Test(
        "a VirtualMachine names its instancetype, or the volume that does",
        arguments: [
            ("instancetype: {name: a}", []),
            ("instancetype: {inferFromVolume: a}", []),
            ("instancetype: {}", ["spec.instancetype FieldValueNotFound"]),
            (
                "instancetype: {name: a, kind: b, inferFromVolume: c}",
                [
                    "spec.instancetype.name FieldValueNotSupported", "spec.instancetype.kind FieldValueNotSupported",
                ]
            ),
            (
                "instancetype: {name: a, inferFromVolumeFailurePolicy: Panic}",
                ["spec.instancetype.inferFromVolumeFailurePolicy FieldValueInvalid"]
            ),
            ("preference: {inferFromVolume: a, inferFromVolumeFailurePolicy: Ignore}", []),
            ("preference: {}", ["spec.preference FieldValueNotFound"]),
            // KubeVirt stops at the first matcher that is wrong.
            ("instancetype: {}\npreference: {}", ["spec.instancetype FieldValueNotFound"]),
        ])
    func matchers(_ fields: String, _ expected: [String]) throws {
        let spec: VirtualMachineSpec = try decoded(fields + "\ntemplate: {spec: {domain: {devices: {}}}}")
        #expect(spec.matcherCauses().map { "\($0.field ?? "") \($0.reason.rawValue)" } == expected)
    }
}
