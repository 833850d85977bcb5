import KubeVirt
import Testing

@Suite struct VirtualMachineAdmissionTests {
    private func found(
        under configuration: ClusterConfiguration = .init(), _ change: (inout VirtualMachine) -> Void
    ) -> Set<String> {
        var machine = VirtualMachine(
            metadata: .init(name: "vm", namespace: "n"),
            spec: .init(
                runStrategy: .always,
                template: .init(spec: .init(domain: .init(memory: .init(guest: .mebibytes(64)))))))
        change(&machine)
        return machine.admission(under: configuration).verdicts
    }

    @Test("a virtual machine is judged by its template, with defaults, at the template's place")
    func template() {
        #expect(found { _ in }.isEmpty)
        #expect(
            found { $0.spec.template.spec.domain.devices.disks = [.init(name: "a")] } == [
                "Invalid spec.template.spec.domain.devices.disks[0].name"
            ])
        // A volume without a disk gets one.
        #expect(
            found { $0.spec.template.spec.volumes = [.init(emptyDisk: .init(capacity: .gibibytes(1)), name: "a")] }
                .isEmpty)
        #expect(found { $0.spec.template.spec.domain.memory = nil }.isEmpty, "memory may come from an instancetype")
        #expect(
            found { $0.spec.template.metadata = .init(labels: ["kubevirt.io/nodeName": "x"]) } == [
                "NotSupported spec.template.metadata.labels"
            ])
    }

    @Test("a machine that is being deleted is let go")
    func deleted() throws {
        let now = try Timestamp(scalarText: "2026-01-01T00:00:00Z")
        #expect(
            found {
                $0.spec.runStrategy = nil
                $0.metadata.deletionTimestamp = now
            }.isEmpty)
    }

    @Test("it runs by one strategy that there is")
    func runStrategy() {
        for strategy in ["Always", "Halted", "Manual", "RerunOnFailure", "Once", "WaitAsReceiver"] {
            #expect(found { $0.spec.runStrategy = .init(rawValue: strategy) }.isEmpty)
        }
        #expect(found { $0.spec.runStrategy = .init(rawValue: "Sometimes") } == ["Invalid spec.runStrategy"])
        #expect(
            found(under: .init(disabledFeatureGates: [.decentralizedLiveMigration])) {
                $0.spec.runStrategy = .waitAsReceiver
            } == ["Invalid spec.runStrategy"])
        #expect(found { $0.spec.running = true } == ["Invalid spec.running"])
        #expect(found { $0.spec.runStrategy = nil } == ["Invalid spec.running"])
        #expect(
            found {
                $0.spec.runStrategy = nil
                $0.spec.running = false
            }.isEmpty)
    }

    @Test("bindings that once were are found at the place that KubeVirt names")
    func discontinued() {
        let change = { (machine: inout VirtualMachine) in
            machine.spec.template.spec.domain.devices.interfaces = [.init(name: "a", passt: .init())]
            machine.spec.template.spec.networks = [.init(name: "a", pod: .init())]
        }
        #expect(found(change) == ["Invalid spec.domain.devices.interfaces[0].passt"])
        #expect(found(under: .init(featureGates: [.init(rawValue: "Passt")]), change) == ["NotSupported -"])
    }

    @Test("instancetypes and preferences are named, or inferred from a volume")
    func matchers() {
        #expect(found { $0.spec.instancetype = .init(kind: "X", name: "u1.small") }.isEmpty)
        #expect(
            found { $0.spec.preference = .init(inferFromVolume: "v", inferFromVolumeFailurePolicy: "Ignore") }.isEmpty)
        #expect(found { $0.spec.instancetype = .init() } == ["NotFound spec.instancetype"])
        #expect(
            found { $0.spec.instancetype = .init(inferFromVolume: "v", kind: "k", name: "n") } == [
                "NotSupported spec.instancetype.name", "NotSupported spec.instancetype.kind",
            ])
        #expect(
            found { $0.spec.preference = .init(inferFromVolumeFailurePolicy: "Hope", name: "n") } == [
                "Invalid spec.preference.inferFromVolumeFailurePolicy"
            ])
    }

    @Test("a template is judged with what its instancetype gives it, and fits what its preference asks for")
    func expansion() {
        let instancetype = VirtualMachineSpec.InstancetypeMatcher(kind: "VirtualMachineInstancetype", name: "two")
        let preference = VirtualMachineSpec.PreferenceMatcher(kind: "VirtualMachinePreference", name: "four")
        var catalog = InstancetypeCatalog(common: false)
        catalog.add(
            VirtualMachineInstancetype(
                metadata: .init(name: "two", namespace: "n"),
                spec: .init(cpu: .init(guest: 2), memory: .init(guest: .gibibytes(1)))))
        catalog.add(
            VirtualMachinePreference(
                metadata: .init(name: "four", namespace: "n"),
                spec: .init(requirements: .init(cpu: .init(guest: 4)))))
        func found(_ change: (inout VirtualMachine) -> Void) -> Set<String> {
            var machine = VirtualMachine(
                metadata: .init(name: "vm", namespace: "n"), spec: .init(runStrategy: .always))
            change(&machine)
            return machine.admission(instancetypes: catalog).verdicts
        }
        #expect(found { $0.spec.instancetype = instancetype }.isEmpty)
        let conflict = found {
            $0.spec.instancetype = instancetype
            $0.spec.template.spec.domain.cpu = .init(cores: 3)
        }
        #expect(!conflict.isEmpty)
        #expect(conflict.allSatisfy { $0.contains("spec.template.spec.domain.cpu") }, "\(conflict)")
        let unmet = found {
            $0.spec.instancetype = instancetype
            $0.spec.preference = preference
        }
        #expect(unmet == ["NotFound spec.instancetype"])
        let later = found { $0.spec.instancetype = .init(kind: "VirtualMachineInstancetype", name: "later") }
        #expect(later.isEmpty, "it may be created yet")
    }

    @Test("templates of data volumes are filled in one way, are used, and are in the machine's namespace")
    func dataVolumes() {
        func volume(_ change: (inout VirtualMachineSpec.DataVolumeTemplateSpec) -> Void) -> Set<String> {
            found {
                var template = VirtualMachineSpec.DataVolumeTemplateSpec(
                    metadata: .init(name: "d"), spec: .init(source: .init(blank: .init()), storage: .init()))
                change(&template)
                $0.spec.dataVolumeTemplates = [template]
                $0.spec.template.spec.volumes = [.init(dataVolume: .init(name: "d"), name: "a")]
            }
        }
        let place = "spec.dataVolumeTemplate[0]"
        #expect(volume { _ in }.isEmpty)
        #expect(volume { $0.metadata = nil } == ["Required \(place).name"])
        #expect(volume { $0.metadata = .init(name: "e") } == ["Required \(place)"])
        #expect(volume { $0.metadata = .init(name: "d", namespace: "n") }.isEmpty)
        #expect(
            volume { $0.metadata = .init(name: "d", namespace: "other") } == ["Invalid spec.dataVolumeTemplates[0]"])
        #expect(volume { $0.spec.storage = nil } == ["Invalid \(place).PVC.Storage"])
        #expect(volume { $0.spec.pvc = .init() } == ["Invalid \(place).PVC.Storage"])
        #expect(volume { $0.spec.source = nil } == ["Invalid \(place).source.sourceRef"])
        #expect(volume { $0.spec.source = .init() } == ["Invalid \(place).source"])
        #expect(volume { $0.spec.source = .init(blank: .init(), upload: .init()) } == ["Invalid \(place).source"])
        #expect(
            volume {
                $0.spec.source = nil
                $0.spec.sourceRef = .init(kind: "DataSource", name: "s")
            }.isEmpty)
        let populated = { (template: inout VirtualMachineSpec.DataVolumeTemplateSpec) -> Void in
            template.spec.storage?.dataSource = .init(kind: "k", name: "n")
        }
        #expect(volume(populated) == ["Invalid \(place).source"])
        #expect(
            volume {
                populated(&$0)
                $0.spec.source = nil
            }.isEmpty)
    }

    @Test("what is plugged in later fits, unless changes wait for the next start")
    func liveUpdate() {
        func update(_ strategy: ClusterConfiguration.RolloutStrategy, _ change: (inout DomainSpec) -> Void) -> Set<
            String
        > {
            found(under: .init(rolloutStrategy: strategy)) { change(&$0.spec.template.spec.domain) }
        }
        let memory = { (domain: inout DomainSpec) in
            domain.memory = .init(guest: .mebibytes(512), maxGuest: .gibibytes(1))
        }
        #expect(update(.liveUpdate, memory) == ["Invalid spec.template.spec.domain.memory.guest"])
        #expect(update(.stage, memory).isEmpty)
        #expect(
            update(.liveUpdate) { $0.memory = .init(guest: .gibibytes(1), maxGuest: .gibibytes(2)) }.isEmpty)
        #expect(
            update(.liveUpdate) { $0.cpu = .init(maxSockets: 1, sockets: 2) } == [
                "Invalid spec.template.spec.domain.cpu.sockets"
            ])
    }
}
