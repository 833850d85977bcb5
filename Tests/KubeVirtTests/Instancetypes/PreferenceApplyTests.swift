import KubeVirt
import Testing

@Suite struct PreferenceApplyTests {
    private func applied(_ spec: String, _ preference: String) throws -> VirtualMachineInstanceSpec {
        try InstancetypeApplyTests.applied(spec, nil, preference).spec
    }

    private static let devices = """
        devices:
          preferredAutoattachGraphicsDevice: false
          preferredAutoattachInputDevice: true
          preferredAutoattachMemBalloon: false
          preferredAutoattachPodInterface: false
          preferredAutoattachSerialConsole: true
          preferredBlockMultiQueue: true
          preferredCdromBus: scsi
          preferredDisableHotplug: true
          preferredDiskBlockSize: {matchVolume: {enabled: true}}
          preferredDiskBus: virtio
          preferredDiskCache: none
          preferredDiskDedicatedIoThread: true
          preferredDiskIO: native
          preferredInputBus: virtio
          preferredInputType: tablet
          preferredInterfaceMasquerade: {}
          preferredInterfaceModel: e1000e
          preferredLunBus: scsi
          preferredNetworkInterfaceMultiQueue: true
          preferredPanicDeviceModel: pvpanic
          preferredRng: {}
          preferredSoundModel: ac97
          preferredTPM: {persistent: true}
          preferredUseVirtioTransitional: true
          preferredVideoType: virtio
        """

    @Test("devices get what is liked where they say nothing")
    func devices() throws {
        let spec = try applied(
            """
            domain:
              devices:
                disks:
                  - {name: bare}
                  - {name: drive, cdrom: {}}
                  - {name: unit, lun: {}}
                inputs: [{name: pointer, type: ''}]
                interfaces: [{name: pod}, {name: other}]
                sound: {name: sound}
            networks: [{name: pod, pod: {}}, {name: other, multus: {networkName: n}}]
            """, Self.devices)
        try expect(
            spec.domain.devices,
            is: """
                autoattachGraphicsDevice: false
                autoattachInputDevice: true
                autoattachMemBalloon: false
                autoattachPodInterface: false
                autoattachSerialConsole: true
                blockMultiQueue: true
                disableHotplug: true
                disks:
                - blockSize:
                    matchVolume:
                      enabled: true
                  cache: none
                  dedicatedIOThread: true
                  disk:
                    bus: virtio
                  io: native
                  name: bare
                - cdrom:
                    bus: scsi
                  name: drive
                - lun:
                    bus: scsi
                  name: unit
                inputs:
                - bus: virtio
                  name: pointer
                  type: tablet
                interfaces:
                - masquerade: {}
                  model: e1000e
                  name: pod
                - model: e1000e
                  name: other
                networkInterfaceMultiqueue: true
                panicDevices:
                - model: pvpanic
                rng: {}
                sound:
                  model: ac97
                  name: sound
                tpm:
                  persistent: true
                useVirtioTransitional: true
                video:
                  type: virtio

                """)
    }

    @Test("what the machine says of its devices stays")
    func ownDevices() throws {
        let own = """
            domain:
              devices:
                autoattachGraphicsDevice: true
                autoattachInputDevice: false
                autoattachMemBalloon: true
                autoattachPodInterface: true
                autoattachSerialConsole: false
                blockMultiQueue: false
                disks:
                  - {name: a, disk: {bus: sata}, cache: writeback, io: threads, blockSize: {custom: {logical: 512, physical: 512}}}
                inputs: [{name: pointer, type: tablet, bus: usb}]
                interfaces: [{name: pod, bridge: {}, model: virtio}]
                networkInterfaceMultiqueue: false
                panicDevices: [{model: isa}]
                sound: {name: sound, model: ich9}
                tpm: {}
                useVirtioTransitional: false
                video: {type: vga}
            networks: [{name: pod, pod: {}}]
            """
        var expected: VirtualMachineInstanceSpec = try decoded(own)
        expected.domain.devices.rng = .init()
        // KubeVirt cannot tell whether this one was set.
        expected.domain.devices.disableHotplug = true
        #expect(try applied(own, Self.devices) == expected)
    }

    @Test("a thread for a disk alone is liked on virtio only")
    func ioThread() throws {
        let spec = try applied(
            "domain: {devices: {disks: [{name: a, disk: {bus: sata}}, {name: b, disk: {bus: virtio}}]}}",
            "devices: {preferredDiskDedicatedIoThread: true}")
        #expect(spec.domain.devices.disks?.map(\.dedicatedIOThread) == [nil, true])
    }

    @Test("features are filled in one by one, but ACPI is the preference's")
    func features() throws {
        let spec = try applied(
            """
            domain:
              devices: {}
              features:
                acpi: {enabled: true}
                hyperv: {relaxed: {enabled: false}}
                smm: {enabled: false}
            """,
            """
            features:
              preferredAcpi: {enabled: false}
              preferredApic: {}
              preferredHyperv: {relaxed: {}, vapic: {}, spinlocks: {spinlocks: 8191}}
              preferredKvm: {hidden: true}
              preferredPvspinlock: {enabled: false}
              preferredSmm: {}
            """)
        try expect(
            spec.domain.features,
            is: """
                acpi:
                  enabled: false
                apic: {}
                hyperv:
                  relaxed:
                    enabled: false
                  spinlocks:
                    spinlocks: 8191
                  vapic: {}
                kvm:
                  hidden: true
                pvspinlock:
                  enabled: false
                smm:
                  enabled: false

                """)
    }

    @Test(
        "firmware is the machine's own, else what is liked",
        arguments: [
            ("{}", "{}", "{bootloader: {}}"),
            ("{}", "{preferredUseBios: true}", "{bootloader: {bios: {}}}"),
            ("{}", "{preferredUseBios: false}", "{bootloader: {}}"),
            ("{}", "{preferredUseBios: true, preferredUseBiosSerial: true}", "{bootloader: {bios: {useSerial: true}}}"),
            ("{}", "{preferredUseBiosSerial: true}", "{bootloader: {}}"),
            ("{bootloader: {efi: {}}}", "{preferredUseBios: true}", "{bootloader: {efi: {}}}"),
            (
                "{bootloader: {bios: {useSerial: false}}}", "{preferredUseBiosSerial: true}",
                "{bootloader: {bios: {useSerial: false}}}"
            ),
            ("{}", "{preferredEfi: {secureBoot: false}}", "{bootloader: {efi: {secureBoot: false}}}"),
            (
                "{}", "{preferredEfi: {persistent: true}, preferredUseSecureBoot: true}",
                "{bootloader: {efi: {persistent: true}}}"
            ),
            ("{bootloader: {bios: {}}}", "{preferredEfi: {}}", "{bootloader: {bios: {}}}"),
            ("{}", "{preferredUseEfi: true}", "{bootloader: {efi: {}}}"),
            (
                "{}", "{preferredUseEfi: true, preferredUseSecureBoot: true}",
                "{bootloader: {efi: {secureBoot: true}}}"
            ),
            (
                "{bootloader: {efi: {secureBoot: false}}}", "{preferredUseSecureBoot: true}",
                "{bootloader: {efi: {secureBoot: false}}}"
            ),
            (
                "{bootloader: {efi: {}}}", "{preferredEfi: {}, preferredUseSecureBoot: true}",
                "{bootloader: {efi: {secureBoot: true}}}"
            ),
        ])
    func firmware(_ own: String, _ preference: String, _ expected: String) throws {
        let spec = try applied("domain: {devices: {}, firmware: \(own)}", "firmware: \(preference)")
        #expect(try spec.domain.firmware == decoded(expected))
    }

    @Test("a clock's offset is taken whole or not at all, its timers likewise")
    func clock() throws {
        let wish = "clock: {preferredClockOffset: {utc: {offsetSeconds: 30}}, preferredTimer: {hyperv: {}}}"
        #expect(
            try applied("domain: {devices: {}}", wish).domain.clock
                == decoded("{utc: {offsetSeconds: 30}, timer: {hyperv: {}}}"))
        #expect(
            try applied("domain: {devices: {}, clock: {timezone: Europe/Berlin, timer: {kvm: {}}}}", wish).domain.clock
                == decoded("{timezone: Europe/Berlin, timer: {kvm: {}}}"))
    }

    @Test("processor features are added but for those that the machine names")
    func processorFeatures() throws {
        let wish = "cpu: {preferredCPUFeatures: [{name: vmx, policy: require}, {name: svm}]}"
        #expect(
            try applied("domain: {devices: {}, cpu: {features: [{name: vmx, policy: disable}]}}", wish).domain.cpu
                == decoded("features: [{name: vmx, policy: disable}, {name: svm}]"))
        #expect(try applied("domain: {devices: {}}", wish).domain.cpu?.features?.map(\.name) == ["vmx", "svm"])
    }

    @Test("machine type, subdomain, grace period, architecture, launch security and annotations")
    func rest() throws {
        let wish = """
            annotations: {a: wish, b: wish}
            machine: {preferredMachineType: q35}
            preferredArchitecture: arm64
            preferredLaunchSecurity: {sev: {}}
            preferredSubdomain: wish
            preferredTerminationGracePeriodSeconds: 7
            """
        let (spec, _, annotations) = try InstancetypeApplyTests.applied(
            "domain: {devices: {}}", nil, wish, annotations: ["a": "own"])
        #expect(annotations == ["a": "own", "b": "wish"])
        #expect(
            try spec
                == decoded(
                    """
                    architecture: arm64
                    domain: {devices: {}, launchSecurity: {sev: {}}, machine: {type: q35}}
                    subdomain: wish
                    terminationGracePeriodSeconds: 7
                    """))
        let own = """
            architecture: amd64
            domain: {devices: {}, launchSecurity: {snp: {}}, machine: {type: pc}}
            subdomain: own
            terminationGracePeriodSeconds: 0
            """
        #expect(try applied(own, wish) == decoded(own))
    }
}
