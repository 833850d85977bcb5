import KubeVirt
import Testing

@Suite struct DefaultsTests {
    private func defaults(_ domain: DomainSpec, host: Architecture = .amd64) -> VirtualMachineInstanceSpec {
        VirtualMachineInstance(spec: .init(domain: domain)).withDefaults(host: host).spec
    }

    @Test("an empty machine gets the host's architecture and one processor")
    func empty() {
        let spec = defaults(DomainSpec())
        #expect(spec.architecture == .amd64)
        #expect(spec.domain.machine?.type == "q35")
        #expect(spec.domain.cpu == DomainSpec.CPU(cores: 1, model: "host-model", sockets: 1, threads: 1))
        #expect(spec.domain.memory == nil)
        #expect(spec.domain.features?.acpi?.enabled == true)
        #expect(defaults(DomainSpec(), host: .arm64).domain.machine?.type == "virt")
    }

    @Test("what is set stays as it is")
    func kept() {
        let domain = DomainSpec(
            cpu: .init(cores: 2), features: .init(acpi: .init(enabled: false)), machine: .init(type: "pc"),
            memory: .init(guest: .mebibytes(64)), resources: .init(requests: ["memory": .mebibytes(128)]))
        let spec = defaults(domain)
        #expect(spec.domain.cpu == DomainSpec.CPU(cores: 2, model: "host-model"))
        #expect(spec.domain.machine?.type == "pc")
        #expect(spec.domain.memory?.guest == .mebibytes(64))
        #expect(spec.domain.features?.acpi?.enabled == false)
    }

    @Test("guest memory comes from requests, then from limits")
    func memory() {
        let both = DomainSpec.ResourceRequirements(
            limits: ["memory": .gibibytes(1)], requests: ["memory": .mebibytes(128)])
        #expect(defaults(DomainSpec(resources: both)).domain.memory?.guest == .mebibytes(128))
        let limit = DomainSpec.ResourceRequirements(limits: ["memory": .gibibytes(1)])
        #expect(defaults(DomainSpec(resources: limit)).domain.memory?.guest == .gibibytes(1))
        let page = DomainSpec(memory: .init(hugepages: .init(pageSize: "2Mi")))
        #expect(defaults(page).domain.memory?.guest == .mebibytes(2))
    }

    @Test("processors asked as resources become sockets, rounded up")
    func sockets() throws {
        let resources = DomainSpec.ResourceRequirements(limits: ["cpu": .millicores(2300)])
        let domain = defaults(DomainSpec(resources: resources)).domain
        #expect(domain.cpu == DomainSpec.CPU(cores: 1, model: "host-model", sockets: 3, threads: 1))
        #expect(domain.resources?.requests?["cpu"] == .millicores(2300))
    }
}
