import KubeVirt
import Testing

@Suite struct ExpansionTests {
    private func machine(_ spec: String, template: String = "{spec: {domain: {devices: {}}}}") throws -> VirtualMachine
    {
        try decoded("metadata: {name: web}\nspec:\n  template: \(template)\n  \(spec)")
    }

    private func causes(_ machine: VirtualMachine, _ catalog: InstancetypeCatalog = .common) -> [StatusCause] {
        do throws(ExpansionError) {
            _ = try machine.instance(from: catalog, host: .amd64)
            return []
        } catch {
            return error.causes
        }
    }

    @Test("a VirtualMachine without either is its template under its name")
    func plain() throws {
        let made = try machine("running: true", template: "{metadata: {labels: {a: b}}, spec: {domain: {devices: {}}}}")
            .instance(host: .amd64, podInterface: .masquerade)
        try expect(
            made,
            is: """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata:
                  labels:
                    a: b
                  name: web
                spec:
                  domain:
                    devices:
                      interfaces:
                      - masquerade: {}
                        name: default
                  networks:
                  - name: default
                    pod: {}
                """)
    }

    @Test("a machine of u1.small and debian has their processors, memory, disks, firmware and names")
    func common() throws {
        let made = try machine(
            "instancetype: {name: u1.small}\n  preference: {name: debian}",
            template: "{spec: {domain: {devices: {}}, volumes: [{name: root, containerDisk: {image: debian}}]}}"
        ).instance(named: "web-1", host: .amd64)
        try expect(
            made,
            is: """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata:
                  annotations:
                    kubevirt.io/cluster-instancetype-name: u1.small
                    kubevirt.io/cluster-preference-name: debian
                    vm.kubevirt.io/os: linux
                  name: web-1
                spec:
                  domain:
                    cpu:
                      cores: 1
                      sockets: 1
                      threads: 1
                    devices:
                      disks:
                      - disk:
                          bus: virtio
                        name: root
                      interfaces:
                      - bridge: {}
                        model: virtio
                        name: default
                      rng: {}
                    firmware:
                      bootloader:
                        efi:
                          secureBoot: false
                    memory:
                      guest: 2Gi
                  networks:
                  - name: default
                    pod: {}
                  volumes:
                  - containerDisk:
                      image: debian
                    name: root
                """)
    }

    @Test("an input that comes by itself is as the preference likes it")
    func input() throws {
        let made = try machine("instancetype: {name: u1.large}\n  preference: {name: rhel.8.desktop}")
            .instance(host: .amd64)
        #expect(made.spec.domain.devices.inputs == [.init(bus: "virtio", name: "default-0", type: "tablet")])
        let windows = try machine("instancetype: {name: u1.large}\n  preference: {name: windows.10}")
            .instance(host: .amd64)
        #expect(windows.spec.domain.devices.inputs == [.init(name: "default-0", type: "tablet")])
    }

    @Test("conflicts are told by the fields of the VirtualMachine")
    func conflicts() throws {
        let found = causes(
            try machine("instancetype: {name: u1.small}", template: "{spec: {domain: {devices: {}, cpu: {cores: 1}}}}"))
        #expect(found.map(\.field) == ["spec.template.spec.domain.cpu.cores"])
    }

    @Test("processors that cannot be spread are told by the instancetype's field")
    func spread() throws {
        var catalog = InstancetypeCatalog()
        catalog.add(
            try decoded(
                "{metadata: {name: three}, spec: {cpu: {guest: 3}, memory: {guest: 1Gi}}}",
                as: VirtualMachineClusterInstancetype.self))
        catalog.add(
            try decoded(
                "{metadata: {name: spread}, spec: {cpu: {preferredCPUTopology: spread}}}",
                as: VirtualMachineClusterPreference.self))
        let machine = try machine("instancetype: {name: three}\n  preference: {name: spread}")
        #expect(causes(machine, catalog).map(\.field) == ["instancetype.spec.cpu.guest"])
    }

    @Test("a ratio of nothing spreads nothing")
    func spreadByZero() throws {
        var catalog = InstancetypeCatalog()
        catalog.add(
            try decoded(
                "{metadata: {name: a}, spec: {cpu: {preferredCPUTopology: spread, spreadOptions: {ratio: 0}}}}",
                as: VirtualMachineClusterPreference.self))
        let machine = try machine("instancetype: {name: u1.large}\n  preference: {name: a}")
        #expect(causes(machine, catalog).map(\.field) == ["instancetype.spec.cpu.guest"])
    }

    @Test("what a preference requires is checked")
    func requirements() throws {
        #expect(
            causes(try machine("instancetype: {name: u1.nano}\n  preference: {name: fedora}")).map(\.field)
                == ["spec.instancetype"])
        // Defaults count: a machine has one socket where it says nothing.
        #expect(
            causes(
                try machine(
                    "preference: {name: alpine}",
                    template: "{spec: {domain: {devices: {}, memory: {guest: 512Mi}}}}")
            ).isEmpty)
    }

    @Test("an unknown name is an error that says which was meant")
    func unknown() throws {
        let found = causes(try machine("instancetype: {name: u1.smal}"))
        #expect(found.map(\.field) == ["spec.instancetype.name"])
        #expect(found.map(\.reason) == [.fieldValueNotFound])
        #expect(found.first?.message.contains("did you mean ‘u1.small’?") == true)
        #expect(causes(try machine("preference: {name: fedor}")).first?.message.contains("‘fedora’") == true)
    }

    @Test("names are looked up where their kind says")
    func scopes() throws {
        var catalog = InstancetypeCatalog(common: false)
        catalog.add(
            try decoded(
                "{metadata: {name: own}, spec: {cpu: {guest: 3}, memory: {guest: 1Gi}}}",
                as: VirtualMachineInstancetype.self))
        catalog.add(
            try decoded(
                "{metadata: {name: own, namespace: other}, spec: {cpu: {guest: 5}, memory: {guest: 1Gi}}}",
                as: VirtualMachineInstancetype.self))
        for kind in ["VirtualMachineInstancetype", "virtualmachineinstancetypes"] {
            let machine = try machine("instancetype: {name: own, kind: \(kind)}")
            let made = try machine.instance(from: catalog, host: .amd64)
            #expect(made.spec.domain.cpu?.sockets == 3)
            #expect(made.metadata.annotations == ["kubevirt.io/instancetype-name": "own"])
            var other = machine
            other.metadata.namespace = "other"
            #expect(try other.instance(from: catalog, host: .amd64).spec.domain.cpu?.sockets == 5)
        }
        #expect(causes(try machine("instancetype: {name: own}"), catalog).map(\.field) == ["spec.instancetype.name"])
        #expect(
            causes(try machine("instancetype: {name: own, kind: Pod}"), catalog).map(\.field)
                == ["spec.instancetype.kind"])
    }

    @Test("a stored copy counts more than the name, and a missing one is an error only where it is asked for")
    func revisions() throws {
        var catalog = InstancetypeCatalog()
        let stored: VirtualMachineInstancetype = try decoded(
            "{metadata: {name: u1.small}, spec: {cpu: {guest: 7}, memory: {guest: 1Gi}}}")
        catalog.add(revision: "copy", of: stored)
        let named = try machine("instancetype: {name: u1.small, revisionName: copy}")
        #expect(try named.instance(from: catalog, host: .amd64).spec.domain.cpu?.sockets == 7)
        #expect(causes(named).map(\.field) == ["spec.instancetype.revisionName"])

        var started = try machine("instancetype: {name: u1.small}")
        started.status = .init(instancetypeRef: .init(controllerRevisionRef: .init(name: "copy")))
        #expect(try started.instance(from: catalog, host: .amd64).spec.domain.cpu?.sockets == 7)
        #expect(try started.instance(host: .amd64).spec.domain.cpu?.sockets == 1)
        // The copy is of another instancetype: the machine was given a new one since.
        started.spec.instancetype?.name = "u1.large"
        #expect(try started.instance(from: catalog, host: .amd64).spec.domain.cpu?.sockets == 2)
    }

    @Test("an expanded VirtualMachine names neither any more")
    func expanded() throws {
        var machine = try machine("instancetype: {name: u1.small}\n  preference: {name: alpine}")
        machine.status = .init(instancetypeRef: .init(name: "u1.small"))
        let expanded = try machine.expanded(host: .amd64)
        #expect(expanded.spec.instancetype == nil && expanded.spec.preference == nil)
        #expect(expanded.status?.instancetypeRef == nil)
        #expect(expanded.spec.template.spec.domain.memory?.guest == .gibibytes(2))
        #expect(expanded.spec.template.metadata?.annotations == ["vm.kubevirt.io/os": "linux"])
        #expect(try expanded.expanded(host: .amd64) == expanded)
    }

    @Test("a VirtualMachine of a cluster owns its machine")
    func owner() throws {
        var machine = try machine("running: true")
        machine.metadata.uid = "6f1c"
        machine.metadata.namespace = "shop"
        let made = try machine.instance(host: .amd64)
        #expect(made.metadata.namespace == "shop")
        #expect(
            made.metadata.ownerReferences == [
                .init(
                    apiVersion: "kubevirt.io/v1", blockOwnerDeletion: true, controller: true, kind: "VirtualMachine",
                    name: "web", uid: "6f1c")
            ])
    }

    @Test("a preferred storage class goes to the disks that are to be filled")
    func storageClass() throws {
        let machine = try machine(
            "dataVolumeTemplates: [{spec: {storage: {}}}, {spec: {pvc: {}}}, {spec: {storage: {storageClassName: own}}}]"
        )
        let mutated = machine.mutated(by: .init(volumes: .init(preferredStorageClassName: "fast")))
        let specs = (mutated.spec.dataVolumeTemplates ?? []).map(\.spec)
        #expect(specs.map { $0.storage?.storageClassName ?? $0.pvc?.storageClassName } == ["fast", "fast", "own"])
    }

    @Test("admission passes over what is not there yet, and judges the machine with what is")
    func admission() throws {
        func causes(_ fields: String, template: String = "{spec: {domain: {devices: {}}}}") throws -> [String?] {
            try machine("runStrategy: Always\n  " + fields, template: template).admission(instancetypes: .common).map(
                \.field)
        }
        let memory = "{spec: {domain: {devices: {}, memory: {guest: 1Gi}}}}"
        #expect(try causes("instancetype: {name: later}", template: memory) == [])
        #expect(try causes("instancetype: {name: u1.small}") == [])
        #expect(try causes("instancetype: {}") == ["spec.instancetype"])
        #expect(
            try causes("instancetype: {name: u1.small}", template: memory)
                == ["spec.template.spec.domain.memory.guest"])
        #expect(try causes("instancetype: {name: u1.nano}\n  preference: {name: fedora}") == ["spec.instancetype"])
        // One socket by default, which is what alpine asks for.
        #expect(try causes("preference: {name: alpine}", template: memory) == [])
    }

    @Test("what a preference fills in is judged as if the machine had said so")
    func admissionOfExpanded() throws {
        var catalog = InstancetypeCatalog()
        catalog.add(
            try decoded(
                "{metadata: {name: ide}, spec: {devices: {preferredDiskBus: ide}}}",
                as: VirtualMachineClusterPreference.self))
        let machine = VirtualMachine("a").memory(.gibibytes(1)).containerDisk("example/disk").preference("ide")
        #expect(machine.admission(instancetypes: .common).isEmpty)
        #expect(
            machine.admission(instancetypes: catalog).map(\.field)
                == ["spec.template.spec.domain.devices.disks[0].disk.bus"])
    }
}
