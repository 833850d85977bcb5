import KubeVirt
import Testing

@Suite struct CommonInstancetypesTests {
    private func machine(instancetype: String?, preference: String?) -> VirtualMachine {
        VirtualMachine(
            metadata: ObjectMeta(name: "a"),
            spec: .init(
                instancetype: instancetype.map { .init(name: $0) }, preference: preference.map { .init(name: $0) },
                template: .init(
                    spec: .init(volumes: [.init(containerDisk: .init(image: "registry.example/disk"), name: "root")]))))
    }

    @Test("each common instancetype is admissible and fits a machine that says nothing")
    func instancetypes() throws {
        #expect(CommonInstancetypes.all.count == 65)
        #expect(Set(CommonInstancetypes.all.map(\.metadata.name)).count == 65)
        for instancetype in CommonInstancetypes.all {
            let name = try #require(instancetype.metadata.name)
            #expect(throws: Never.self) { try ObjectName.validate(name) }
            #expect(instancetype.admission().isEmpty, "\(name)")
            let made = try machine(instancetype: name, preference: nil).instance(host: .amd64)
            #expect(made.spec.domain.memory?.guest == instancetype.spec.memory.guest)
            #expect(made.spec.domain.cpu?.sockets == instancetype.spec.cpu.guest)
        }
    }

    @Test("each common preference is admissible and fits a machine of eight processors")
    func preferences() throws {
        #expect(CommonPreferences.all.count == 54)
        #expect(Set(CommonPreferences.all.map(\.metadata.name)).count == 54)
        for preference in CommonPreferences.all {
            let name = try #require(preference.metadata.name)
            #expect(throws: Never.self) { try ObjectName.validate(name) }
            #expect(preference.admission().isEmpty, "\(name)")
            let machine = machine(instancetype: "u1.2xlarge", preference: name)
            let made = try machine.instance(host: .amd64)
            #expect(made.spec.domain.cpu?.count == 8, "\(name)")
            #expect(made.spec.domain.devices.disks?.first?.disk?.bus != nil, "\(name)")
        }
    }

    @Test("a VirtualMachine of each is admitted")
    func admitted() throws {
        for instancetype in CommonInstancetypes.all.compactMap(\.metadata.name) {
            let causes = VirtualMachine("a").containerDisk("example/disk").instancetype(instancetype)
                .admission()
            #expect(causes.isEmpty, "\(instancetype): \(causes)")
        }
        for preference in CommonPreferences.all.compactMap(\.metadata.name) {
            let causes = VirtualMachine("a").containerDisk("example/disk").instancetype("u1.2xlarge")
                .preference(preference).admission()
            #expect(causes.isEmpty, "\(preference): \(causes)")
        }
    }

    @Test("the series differ as their table says")
    func series() throws {
        let cx1 = try CommonInstancetypes.named("cx1.large1gi").spec
        try expect(
            cx1,
            is: """
                cpu:
                  dedicatedCPUPlacement: true
                  guest: 2
                  isolateEmulatorThread: true
                  maxSockets: 2
                  numa:
                    guestMappingPassthrough: {}
                ioThreadsPolicy: auto
                memory:
                  guest: 4Gi
                  hugepages:
                    pageSize: 1Gi
                """)
        try expect(
            CommonInstancetypes.named("u1.nano").spec, is: "cpu:\n  guest: 1\nmemory:\n  guest: 512Mi\n")
        try expect(
            CommonInstancetypes.named("o1.2xlarge").spec,
            is: "cpu:\n  guest: 8\nmemory:\n  guest: 32Gi\n  overcommitPercent: 50\n")
        let rt1 = try CommonInstancetypes.named("rt1.micro").spec
        #expect(rt1.cpu.realtime != nil && rt1.cpu.numa != nil && rt1.memory.hugepages?.pageSize == "1Gi")
        #expect(rt1.annotations?["cpu-quota.crio.io"] == "disable")
        #expect(try CommonInstancetypes.named("n1.8xlarge").spec.cpu.guest == 64)
        #expect(try CommonInstancetypes.named("m1.8xlarge").spec.memory.guest == .gibibytes(256))
        #expect(try CommonInstancetypes.named("d1.2xmedium").spec.ioThreadsPolicy == "auto")
    }

    @Test("a Windows of today has secure boot and a TPM that remember")
    func windows() throws {
        let spec = try CommonPreferences.named("windows.11.virtio").spec
        #expect(spec.firmware?.preferredEfi == .init(persistent: true, secureBoot: true))
        #expect(spec.devices?.preferredTPM == .init(persistent: true))
        #expect(spec.features?.preferredHyperv?.spinlocks?.spinlocks == 8191)
        #expect(try CommonPreferences.named("windows.xp").spec.annotations?["kubevirt.io/disablePCIHole64"] == "true")
        #expect(throws: InvalidValue.self) { try CommonPreferences.named("windows.xp.virtio") }
    }

    @Test("an unknown name is an error that says which was meant")
    func unknown() {
        let error = #expect(throws: InvalidValue.self) { try CommonInstancetypes.named("u1.smol") }
        #expect(error?.message == "there is no common instancetype ‘u1.smol’; did you mean ‘u1.small’?")
        let other = #expect(throws: InvalidValue.self) { try CommonPreferences.named("centos.stream.9") }
        #expect(other?.message.contains("did you mean ‘centos.stream9’?") == true)
    }
}
