import KubeVirt
import Testing

@Suite struct InstancetypeObjectAdmissionTests {
    @Test("memory is overcommitted by up to a hundred percent, and not in huge pages")
    func instancetype() {
        func found(_ percent: Int32?, _ pages: String? = nil) -> Set<String> {
            let spec = VirtualMachineInstancetypeSpec(
                cpu: .init(guest: 1),
                memory: .init(
                    guest: .gibibytes(1), hugepages: pages.map { .init(pageSize: $0) }, overcommitPercent: percent))
            let own = VirtualMachineInstancetype(spec: spec).admission().verdicts
            #expect(VirtualMachineClusterInstancetype(spec: spec).admission().verdicts == own)
            return own
        }
        for percent in [nil, 0, 100] as [Int32?] { #expect(found(percent).isEmpty) }
        for percent in [-1, 101] as [Int32] { #expect(found(percent) == ["Invalid spec.memory.overcommitPercent"]) }
        #expect(found(15, "2Mi") == ["Invalid spec.memory.overcommitPercent"])
        #expect(found(0, "2Mi").isEmpty)
    }

    @Test("processors are spread in ways that there are")
    func preference() {
        func found(
            _ topology: String?, across: String? = nil, ratio: UInt32? = nil, general: Int64? = nil
        ) -> Set<String> {
            let spec = VirtualMachinePreferenceSpec(
                cpu: .init(
                    preferredCPUTopology: topology, spreadOptions: .init(across: across, ratio: ratio)),
                preferSpreadSocketToCoreRatio: general)
            let own = VirtualMachinePreference(spec: spec).admission().verdicts
            #expect(VirtualMachineClusterPreference(spec: spec).admission().verdicts == own)
            return own
        }
        for topology in ["sockets", "cores", "threads", "spread", "any"] {
            #expect(found(topology).isEmpty)
            #expect(found("prefer" + topology.prefix(1).uppercased() + topology.dropFirst()).isEmpty)
        }
        #expect(found(nil, across: "x").isEmpty)
        #expect(found("x") == ["Invalid spec.cpu.preferredCPUTopology"])
        #expect(found("spread", across: "SocketsCoresThreads", ratio: 3).isEmpty)
        #expect(found("spread", across: "x") == ["Invalid spec.cpu.spreadOptions.across"])
        #expect(found("spread", across: "CoresThreads").isEmpty)
        #expect(found("preferSpread", across: "CoresThreads", ratio: 3) == ["Invalid spec.cpu.spreadOptions.ratio"])
        #expect(found("spread", across: "CoresThreads", general: 4) == ["Invalid spec.cpu.spreadOptions.ratio"])
    }
}
