import KubeVirt
import Testing

@testable import DomainXML

/// What only some hosts can do, machine half.
struct MachineLimitsTests {
    private func refused(on host: SingleHost = SingleHost(), _ change: (inout VirtualMachineInstance) -> Void)
        -> [String]
    {
        var machine = small()
        change(&machine)
        return machine.localCauses(on: host).compactMap(\.field)
    }

    @Test("a machine has no more processors for itself than the host has")
    func processors() {
        var host = SingleHost()
        host.processors = [0, 1]
        #expect(refused(on: host) { $0.spec.domain.cpu = .init(cores: 2, dedicatedCpuPlacement: true) }.isEmpty)
        let isolated = refused(on: host) {
            $0.spec.domain.cpu = .init(cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true)
        }
        #expect(isolated == ["spec.domain.cpu.dedicatedCpuPlacement"])
    }

    @Test("huge pages are taken when as many are free, and refused with how many are")
    func hugePages() throws {
        var host = SingleHost()
        let change: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.memory = .init(guest: .mebibytes(65), hugepages: .init(pageSize: "2Mi"))
        }
        let field = "spec.domain.memory.hugepages.pageSize"
        #expect(refused(on: host, change) == [field])
        host.hugePages = [2 << 20: 32]
        #expect(refused(on: host, change) == [field])
        host.hugePages = [2 << 20: 33]
        #expect(refused(on: host, change).isEmpty)
    }

    @Test("memory on nodes wants root's libvirt; real time wants somebody who gives it")
    func nodes() {
        var host = SingleHost()
        let change: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.cpu = .init(numa: .init(guestMappingPassthrough: .init()), realtime: .init())
        }
        #expect(
            refused(on: host, change) == [
                "spec.domain.cpu.numa.guestMappingPassthrough", "spec.domain.cpu.realtime",
            ])
        host.canPinMemory = true
        #expect(refused(on: host, change) == ["spec.domain.cpu.realtime"])
    }

    @Test("encryption is refused by its kind, unless the processors have it")
    func launchSecurity() {
        var host = SingleHost()
        let kinds: [(DomainSpec.LaunchSecurity, String, String)] = [
            (.init(sev: .init()), "sev", ".sev"),
            (.init(sev: .init(policy: .init(encryptedState: true))), "sev-es", ".sev"),
            (.init(snp: .init()), "sev-snp", ".snp"), (.init(tdx: .init()), "tdx", ".tdx"),
            (.init(), "secureExecution", ""),
        ]
        for (security, kind, field) in kinds {
            host.launchSecurity = []
            #expect(
                refused(on: host) { $0.spec.domain.launchSecurity = security } == ["spec.domain.launchSecurity" + field]
            )
            host.launchSecurity = [kind]
            #expect(refused(on: host) { $0.spec.domain.launchSecurity = security }.isEmpty)
        }
    }

    @Test("what a cluster's services would do is refused by its field")
    func services() {
        #expect(refused { $0.spec.livenessProbe = .init() } == ["spec.livenessProbe"])
        #expect(
            refused {
                $0.spec.startStrategy = "Paused"
                $0.spec.readinessProbe = .init(guestAgentPing: .init())
            }.isEmpty)
        #expect(refused { $0.spec.dnsPolicy = "None" } == ["spec.dnsPolicy"])
        #expect(refused { $0.spec.dnsPolicy = "ClusterFirst" }.isEmpty)
        #expect(refused { $0.spec.dnsConfig = .init(searches: ["a"]) } == ["spec.dnsConfig"])
        #expect(refused { $0.spec.subdomain = "s" } == ["spec.subdomain"])
        #expect(refused { $0.spec.resourceClaims = [.init(name: "c")] } == ["spec.resourceClaims[0]"])
        #expect(
            refused { machine in machine.metadata.annotations = ["hooks.kubevirt.io/hookSidecars": "[]"] } == [
                "metadata.annotations"
            ])
    }

    @Test("enlightenments of the host's kernel are refused where there is no KVM to have them")
    func passthrough() {
        let machine = small { $0.features = .init(hypervPassthrough: .init(enabled: true)) }
        let error = #expect(throws: ConversionError.self) {
            try DomainConverter(machine, host: .local(kvm: false), files: GoldenCase.tiny.files)
        }
        #expect(error?.causes.map(\.field) == ["spec.domain.features.hypervPassthrough"])
        #expect(throws: Never.self) {
            try DomainConverter(machine, host: .local(kvm: true), files: GoldenCase.tiny.files)
        }
    }

    @Test("enlightenments that libvirt has with KVM only are refused without it, each by its field")
    func enlightenments() {
        let machine = small {
            $0.features = .init(
                hyperv: .init(
                    relaxed: .init(), runtime: .init(enabled: false), spinlocks: .init(spinlocks: 8191),
                    synic: .init(), synictimer: .init(direct: .init()), vapic: .init(), vpindex: .init(enabled: true)))
        }
        #expect(
            machine.emulationCauses(on: .local(kvm: false)).compactMap(\.field) == [
                "spec.domain.features.hyperv.synic", "spec.domain.features.hyperv.synictimer",
                "spec.domain.features.hyperv.vpindex",
            ])
        #expect(machine.emulationCauses(on: .local(kvm: true)).isEmpty)
    }

    @Test("a table that libvirt does not know yet is refused with the version that does")
    func tables() {
        var host = SingleHost()
        let change: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.firmware?.acpi = .init(msdmNameRef: "t")
        }
        #expect(refused(on: host, change) == ["spec.domain.firmware.acpi.msdmNameRef"])
        host.libvirt = 11_003_000
        #expect(refused(on: host, change).isEmpty)
    }

    @Test("free pages are told of, unless the machine was promised its memory")
    func freePages() {
        #expect(small().reportsFreePages)
        let promised = [
            small { $0.memory?.hugepages = .init(pageSize: "2Mi") },
            small { $0.cpu = .init(dedicatedCpuPlacement: true) }, small { $0.cpu = .init(realtime: .init()) },
        ]
        for machine in promised { #expect(!machine.reportsFreePages) }
        var machine = small()
        machine.metadata.annotations?["kubevirt.io/free-page-reporting-disabled"] = "true"
        #expect(!machine.reportsFreePages)
    }
}
