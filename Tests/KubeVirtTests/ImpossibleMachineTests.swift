import KubeVirt
import Testing

@Suite struct ImpossibleMachineTests {
    private func fields(_ change: (inout VirtualMachineInstanceSpec) -> Void) -> [String?] {
        var spec = VirtualMachineInstanceSpec(architecture: .amd64, domain: .init(memory: .init(guest: .mebibytes(64))))
        change(&spec)
        // KubeVirt itself lets them in.
        #expect(spec.admission(at: "spec").isEmpty)
        return spec.impossibleCauses(at: "spec").map(\.field)
    }

    @Test("guest memory of nothing is no memory")
    func memory() {
        for size in [Quantity.zero, .mebibytes(-1)] {
            #expect(fields { $0.domain.memory?.guest = size } == ["spec.domain.memory.guest"])
        }
    }

    @Test("nobody has so many processors")
    func processors() {
        #expect(fields { $0.domain.cpu = .init(cores: .max, sockets: .max, threads: .max) } == ["spec.domain.cpu"])
        #expect(fields { $0.domain.cpu = .init(cores: 512) } == [])
    }

    @Test("a clock follows one rule, and an end has no negative length")
    func time() {
        #expect(fields { $0.domain.clock = .init(timezone: "UTC", utc: .init()) } == ["spec.domain.clock"])
        #expect(fields { $0.terminationGracePeriodSeconds = -1 } == ["spec.terminationGracePeriodSeconds"])
        #expect(fields { $0.terminationGracePeriodSeconds = 0 } == [])
    }
}
