import KubeVirt
import Testing

@Suite struct ProcessorAdmissionTests {
    private static let cpu = "spec.domain.cpu"
    private static let resources = "spec.domain.resources"

    @Test(
        "processors of their own are whole, and as many as is said elsewhere",
        arguments: PinnedMachines.all)
    func pinning(_ sample: AdmissionCase) { sample.check() }

    @Test("two threads a core are too many on arm64 when processors are pinned")
    func arm() {
        let causes = ["FieldValueInvalid spec.architecture"]
        func sample(_ causes: [String], threads: UInt32, pinned: Bool) -> AdmissionCase {
            AdmissionCase("arm64", causes) {
                $0.architecture = .arm64
                $0.domain.cpu = .init(dedicatedCpuPlacement: pinned, threads: threads)
            }
        }
        sample(causes, threads: 2, pinned: true).check()
        sample([], threads: 1, pinned: true).check()
        sample([], threads: 2, pinned: false).check()
        let spec = VirtualMachineInstanceSpec(
            domain: .init(cpu: .init(dedicatedCpuPlacement: true, threads: 2), memory: .init(guest: .mebibytes(64))))
        let arm = ClusterConfiguration(defaultArchitecture: .arm64)
        #expect(spec.admission(at: "fake", under: arm).map(\.field) == ["fake.architecture"])
        #expect(spec.admission(at: "fake").isEmpty)
    }

    @Test("requests and limits are no debts, and a request keeps to its limit")
    func resources() {
        func check(_ causes: [String], request: Quantity? = nil, limit: Quantity? = nil) {
            AdmissionCase("\(String(describing: request))", causes.map { "FieldValueInvalid \(Self.resources).\($0)" })
            {
                $0.domain.resources = .init(
                    limits: limit.map { ["cpu": $0] }, requests: request.map { ["cpu": $0] })
            }.check()
        }
        check([], request: .millicores(500), limit: .cores(1))
        check([], request: .cores(8))
        check(["requests.cpu"], request: .millicores(-1))
        check(["limits.cpu"], limit: .cores(-1))
        check(["requests.cpu"], request: .millicores(2500), limit: .millicores(500))
    }

    private static let numa = "\(cpu).numa.guestMappingPassthrough"

    @Test("the guest's NUMA nodes follow the host's only where processors and pages are pinned")
    func numaPassthrough() {
        func check(_ causes: [String], pinned: Bool?, pages: Bool, off: [FeatureGate] = []) {
            AdmissionCase("numa", causes, off: off) {
                $0.domain.cpu = .init(
                    cores: 1, dedicatedCpuPlacement: pinned, numa: .init(guestMappingPassthrough: .init()))
                $0.domain.memory = .init(
                    guest: .mebibytes(64), hugepages: pages ? .init(pageSize: "2Mi") : nil)
            }.check()
        }
        check([], pinned: true, pages: true)
        check(["FieldValueInvalid \(Self.numa)"], pinned: nil, pages: true)
        check(["FieldValueInvalid \(Self.numa)"], pinned: true, pages: false)
        check([], pinned: true, pages: true, off: [.numa])
    }

    @Test("realtime wants pinned processors and their NUMA nodes")
    func realtime() {
        func check(_ causes: [String], _ cpu: DomainSpec.CPU) {
            AdmissionCase("realtime", causes) {
                $0.domain.cpu = cpu
                $0.domain.cpu?.cores = 1
                $0.domain.cpu?.realtime = .init()
                $0.domain.memory?.hugepages = .init(pageSize: "2Mi")
            }.check()
        }
        check([], .init(dedicatedCpuPlacement: true, numa: .init(guestMappingPassthrough: .init())))
        check(["FieldValueRequired \(Self.numa)"], .init(dedicatedCpuPlacement: true))
        check(["FieldValueRequired \(Self.numa)"], .init(dedicatedCpuPlacement: true, numa: .init()))
        check(
            ["FieldValueRequired \(Self.cpu).dedicatedCpuPlacement", "FieldValueRequired \(Self.numa)"], .init())
    }

    @Test("the emulator has a processor of its own only where the guest's are pinned")
    func emulatorThread() {
        AdmissionCase("pinned") {
            $0.domain.cpu = .init(cores: 1, dedicatedCpuPlacement: true, isolateEmulatorThread: true)
        }.check()
        AdmissionCase("shared", ["FieldValueInvalid \(Self.cpu).isolateEmulatorThread"]) {
            $0.domain.cpu = .init(isolateEmulatorThread: true)
        }.check()
    }

    @Test("a processor's feature has one of five policies, or none")
    func features() {
        for policy in [nil, "", "force", "require", "optional", "disable", "forbid"] {
            AdmissionCase(policy ?? "none") { $0.domain.cpu = .init(features: [.init(name: "f", policy: policy)]) }
                .check()
        }
        AdmissionCase("unknown", ["FieldValueNotSupported \(Self.cpu).features[1].policy"]) {
            $0.domain.cpu = .init(features: [.init(name: "a"), .init(name: "b", policy: "please")])
        }.check()
    }

    @Test("there are at most as many sockets as there may ever be")
    func sockets() {
        AdmissionCase("as many") { $0.domain.cpu = .init(maxSockets: 24, sockets: 24) }.check()
        AdmissionCase("unbounded") { $0.domain.cpu = .init(maxSockets: 0, sockets: 24) }.check()
        AdmissionCase("one more", ["FieldValueInvalid \(Self.cpu).sockets"]) {
            $0.domain.cpu = .init(maxSockets: 24, sockets: 25)
        }.check()
    }
}
