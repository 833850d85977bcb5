import KubeVirt
import Testing

@Suite struct AdmissionTests {
    private func causes(
        _ domain: DomainSpec, name: String = "a", annotations: [String: String]? = nil,
        architecture: Architecture? = nil
    ) -> [StatusCause] {
        VirtualMachineInstance(
            metadata: ObjectMeta(annotations: annotations, name: name),
            spec: .init(architecture: architecture, domain: domain)
        ).admission()
    }

    private let memory = DomainSpec.Memory(guest: .mebibytes(64))

    @Test("a machine with memory is admitted")
    func admitted() {
        #expect(causes(DomainSpec(memory: memory)).isEmpty)
        #expect(causes(DomainSpec(resources: .init(requests: ["memory": .mebibytes(64)]))).isEmpty)
    }

    @Test("a machine without memory is refused in KubeVirt's words")
    func noMemory() {
        let found = causes(DomainSpec())
        #expect(found.count == 1)
        #expect(found.first?.reason == .fieldValueRequired)
        #expect(found.first?.field == nil)
        #expect(
            found.first?.message
                == "no memory requested, at least one of 'spec.domain.memory.guest', "
                + "'spec.domain.memory.hugepages.pageSize' or 'spec.domain.resources.requests.memory' must be set")
    }

    @Test("guest memory of nothing is refused")
    func zeroMemory() {
        #expect(causes(DomainSpec(memory: .init(guest: .zero))).map(\.field) == ["spec.domain.memory.guest"])
        #expect(causes(DomainSpec(memory: .init(guest: .mebibytes(-1)))).map(\.field) == ["spec.domain.memory.guest"])
    }

    @Test("arguments without a kernel are refused, with one of either kind admitted")
    func kernel() {
        func domain(_ container: DomainSpec.KernelBootContainer? = nil) -> DomainSpec {
            DomainSpec(firmware: .init(kernelBoot: .init(container: container, kernelArgs: "quiet")), memory: memory)
        }
        let image = DomainSpec.KernelBootContainer(image: "k:1", kernelPath: "/k")
        #expect(
            causes(domain()) == [
                StatusCause(
                    field: "spec.domain.firmware.kernelBoot.kernelArgs",
                    message: "kernel arguments cannot be provided without an external kernel",
                    reason: .fieldValueInvalid)
            ])
        #expect(causes(domain(), annotations: ["mayfly.dev/kernel": "/k"]).isEmpty)
        #expect(causes(domain(image)).isEmpty)
        #expect(
            causes(domain(image), annotations: ["mayfly.dev/kernel": "/k"]).map(\.field) == [
                "spec.domain.firmware.kernelBoot.container"
            ])
        #expect(
            causes(domain(), annotations: ["mayfly.dev/initrd": "/i"]).map(\.field) == [
                "metadata.annotations[mayfly.dev/initrd]", "spec.domain.firmware.kernelBoot.kernelArgs",
            ])
    }

    @Test("a kernel's container needs an image and an absolute path")
    func container() {
        func fields(_ container: DomainSpec.KernelBootContainer) -> [String?] {
            causes(DomainSpec(firmware: .init(kernelBoot: .init(container: container)), memory: memory)).map(\.field)
        }
        let field = "spec.domain.firmware.kernelBoot.container"
        #expect(fields(.init(image: "", kernelPath: "/k")) == [field + ".image"])
        #expect(fields(.init(image: "a")) == [field])
        #expect(
            fields(.init(image: "a", initrdPath: "/", kernelPath: "../k")) == [
                field + ".kernelPath", field + ".initrdPath",
            ])
    }

    @Test("a topology needs at least one of everything")
    func topology() {
        let zero = DomainSpec(cpu: .init(cores: 0, sockets: 0), memory: memory)
        #expect(causes(zero).map(\.field) == ["spec.domain.cpu.cores", "spec.domain.cpu.sockets"])
        let many = DomainSpec(cpu: .init(cores: .max, sockets: .max, threads: .max), memory: memory)
        #expect(causes(many).map(\.field) == ["spec.domain.cpu"])
    }

    @Test("a bad name is refused, and so is an unknown annotation of ours")
    func metadata() {
        #expect(causes(DomainSpec(memory: memory), name: "No_Name").map(\.field) == ["metadata.name"])
        #expect(
            causes(DomainSpec(memory: memory), annotations: ["mayfly.dev/x": "y"]).map(\.field) == [
                "metadata.annotations[mayfly.dev/x]"
            ])
        #expect(
            VirtualMachineInstance(spec: .init(domain: .init(memory: memory))).admission().map(\.field) == [
                "metadata.name"
            ])
    }

    @Test("what only KubeVirt may set, or what it alone can do, is refused")
    func reserved() {
        let metadata = ObjectMeta(
            annotations: ["kubevirt.io/ignitiondata": "{}"],
            labels: ["kubevirt.io/nodeName": "x", "kubevirt.io/mine": "y"])
        let found = metadata.admission(at: "metadata", nameRequired: false)
        #expect(found.map(\.field) == ["metadata.labels", "metadata.annotations[kubevirt.io/ignitiondata]"])
        #expect(found.allSatisfy { $0.reason == .fieldValueNotSupported })
    }

    @Test("an eviction strategy that nobody knows is refused")
    func eviction() {
        let spec = VirtualMachineInstanceSpec(evictionStrategy: .init(rawValue: "fantasy"))
        #expect(
            spec.admission(at: "spec").map(\.message) == [
                "spec.evictionStrategy is set with an unrecognized option: fantasy"
            ])
    }

    @Test("an architecture that nobody knows is refused")
    func architecture() {
        let found = causes(DomainSpec(memory: memory), architecture: Architecture(rawValue: "vax"))
        #expect(found.map(\.reason) == [.fieldValueNotSupported])
        #expect(found.map(\.field) == ["spec.architecture"])
    }
}
