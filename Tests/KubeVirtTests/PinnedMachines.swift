import KubeVirt

/// Machines whose processors are their own, or should be.
enum PinnedMachines {
    private static let resources = "spec.domain.resources"
    private static let dedicated = "FieldValueInvalid spec.domain.cpu.dedicatedCpuPlacement"

    private static func pinned(
        _ title: String, _ causes: [String] = [], requests: [String: Quantity]? = nil,
        limits: [String: Quantity]? = nil, memory: DomainSpec.Memory? = .init(guest: .mebibytes(64)),
        cpu: DomainSpec.CPU = .init()
    ) -> AdmissionCase {
        AdmissionCase(title, causes) {
            $0.domain.cpu = cpu
            $0.domain.cpu?.dedicatedCpuPlacement = true
            $0.domain.memory = memory
            $0.domain.resources = .init(limits: limits, requests: requests)
        }
    }

    static let all = [
        pinned("by cores", cpu: .init(cores: 2)),
        pinned("by a limit", limits: ["cpu": .cores(2)]),
        pinned("by a request in thousandths", requests: ["cpu": .millicores(2000)]),
        pinned("by both alike", requests: ["cpu": .cores(2)], limits: ["cpu": .cores(2)]),
        pinned("one of both like the cores", requests: ["cpu": .cores(2)], cpu: .init(cores: 1, threads: 2)),
        pinned("by nothing", [dedicated]),
        pinned("by cores of nothing", [dedicated], cpu: .init(cores: 0)),
        pinned("by different amounts", [dedicated], requests: ["cpu": .cores(1)], limits: ["cpu": .cores(2)]),
        pinned("by cores and something else", [dedicated], limits: ["cpu": .cores(3)], cpu: .init(cores: 2)),
        pinned(
            "by parts", ["FieldValueInvalid \(resources).requests.cpu"], requests: ["cpu": .millicores(1500)]),
        pinned("to a part", ["FieldValueInvalid \(resources).limits.cpu"], limits: ["cpu": .millicores(500)]),
        pinned("with three threads", [dedicated], cpu: .init(cores: 1, threads: 3)),
        pinned(
            "with memory that may grow", ["FieldValueInvalid \(resources).requests.memory"],
            requests: ["memory": .mebibytes(64)], limits: ["memory": .mebibytes(65)], cpu: .init(cores: 1)),
        pinned(
            "without memory", ["FieldValueInvalid \(resources).limits.memory", "FieldValueRequired -"],
            memory: nil, cpu: .init(cores: 1)),
        pinned(
            "with memory of nothing", ["FieldValueInvalid \(resources).limits.memory"],
            memory: .init(guest: .zero), cpu: .init(cores: 1)),
        pinned("with pages only", memory: .init(hugepages: .init(pageSize: "2Mi")), cpu: .init(cores: 1)),
    ]
}
