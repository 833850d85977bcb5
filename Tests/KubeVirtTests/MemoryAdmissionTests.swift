import KubeVirt
import Testing

@Suite struct MemoryAdmissionTests {
    private static let request = "FieldValueInvalid spec.domain.resources.requests.memory"
    private static let limit = "FieldValueInvalid spec.domain.resources.limits.memory"

    private func check(
        _ causes: [String] = [], request: Quantity? = nil, limit: Quantity? = nil, guest: Quantity? = nil,
        pages: String? = nil, rollout: ClusterConfiguration.RolloutStrategy = .liveUpdate,
        _ location: SourceLocation = #_sourceLocation
    ) {
        AdmissionCase("memory", causes, settings: { $0.rolloutStrategy = rollout }) {
            $0.domain.resources = .init(
                limits: limit.map { ["memory": $0] }, requests: request.map { ["memory": $0] })
            $0.domain.memory =
                guest == nil && pages == nil ? nil : .init(guest: guest, hugepages: pages.map { .init(pageSize: $0) })
        }.check(location)
    }

    @Test("a machine says how much memory it has: as a request, the guest's own or pages")
    func said() {
        check(request: .mebibytes(64))
        check(guest: .mebibytes(64))
        check(pages: "2Mi")
        check(["FieldValueRequired -"])
        check(["FieldValueRequired -"], request: .zero)
        check(["FieldValueRequired -"], limit: .mebibytes(64))
        AdmissionCase("an empty field", ["FieldValueRequired -"]) { $0.domain.memory = .init() }.check()
    }

    @Test("a request is at least a megabyte, and neither it nor a limit is a debt")
    func amounts() {
        check(request: .megabytes(1))
        check([Self.request], request: .bytes(999_999))
        check([Self.request], request: .mebibytes(-64))
        check([Self.limit], request: .mebibytes(64), limit: .mebibytes(-64))
    }

    @Test("a request keeps to its limit")
    func limits() {
        check(request: .mebibytes(64), limit: .mebibytes(64))
        check(request: .mebibytes(64), limit: .zero)
        check([Self.request], request: .mebibytes(128), limit: .mebibytes(64))
    }

    @Test("the guest's memory keeps to the limit where changes wait for the next start")
    func guest() {
        let causes = ["FieldValueInvalid spec.domain.memory.guest"]
        check(causes, limit: .mebibytes(64), guest: .mebibytes(65), rollout: .stage)
        check(limit: .mebibytes(64), guest: .mebibytes(64), rollout: .stage)
        check(limit: .zero, guest: .mebibytes(64), rollout: .stage)
        check(guest: .mebibytes(64), rollout: .stage)
        check(limit: .mebibytes(64), guest: .mebibytes(65))
    }

    @Test("memory is a whole number of pages: the request, else the guest's, else the limit")
    func pages() {
        check(request: .mebibytes(64), pages: "2Mi")
        check([Self.request], request: .mebibytes(65), pages: "2Mi")
        check([Self.request], request: .mebibytes(8), pages: "1Gi")
        check(guest: .gibibytes(1), pages: "1Gi")
        check([Self.request], guest: .mebibytes(513), pages: "1Gi")
        check(request: .gibibytes(2), guest: .mebibytes(1), pages: "1Gi")
        check([Self.request], limit: .mebibytes(3), pages: "2Mi")
    }

    @Test("a page is an amount of memory")
    func pageSize() {
        let causes = ["FieldValueInvalid spec.domain.memory.hugepages.pageSize"]
        check(causes, pages: "2ab")
        check(causes, pages: "")
        check(causes, pages: "0")
        AdmissionCase("unset", causes) { $0.domain.memory = .init(hugepages: .init()) }.check()
    }

    @Test("memory is set aside beside the guest's behind a gate")
    func overhead() {
        func sample(_ causes: [String], on gates: [FeatureGate]) -> AdmissionCase {
            AdmissionCase("overhead", causes, on: gates) {
                $0.domain.memory?.reservedOverhead = .init(addedOverhead: .mebibytes(1))
            }
        }
        sample([], on: [.reservedOverheadMemlock]).check()
        sample(["FieldValueInvalid spec.domain.memory.reservedOverhead"], on: []).check()
    }

    @Test("amounts at the ends of what there is are judged, not trapped on")
    func extremes() throws {
        let most = try Quantity("9223372036854775807")
        let least = try Quantity("-9223372036854775808")
        for pages in ["-1", "9223372036854775807", "1n", "-9Ei"] {
            for amount in [most, least, try Quantity("1n")] {
                let machine = VirtualMachineInstance(
                    metadata: ObjectMeta(name: "a"),
                    spec: .init(
                        domain: .init(
                            cpu: .init(
                                cores: .max, dedicatedCpuPlacement: true, maxSockets: .max, sockets: .max, threads: .max
                            ),
                            memory: .init(guest: amount, hugepages: .init(pageSize: pages)),
                            resources: .init(
                                limits: ["cpu": amount, "memory": amount], requests: ["cpu": amount, "memory": amount]))
                    ))
                #expect(!machine.validation(under: ClusterConfiguration(rolloutStrategy: .stage)).isEmpty)
                _ = machine.admission()
            }
        }
    }
}
