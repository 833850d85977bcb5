import KubeVirt
import Testing

@Suite struct AdmissionTests {
    private func causes(
        _ domain: DomainSpec, name: String = "a", annotations: [String: String]? = nil
    ) -> [StatusCause] {
        VirtualMachineInstance(
            metadata: ObjectMeta(annotations: annotations, name: name),
            spec: .init(domain: domain)
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
                "spec.domain.firmware.kernelBoot.kernelArgs", "metadata.annotations[mayfly.dev/initrd]",
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
}
