import KubeVirt
import Testing

@Suite struct MachineDescriptionTests {
    private let machine = VirtualMachineInstance("a")

    /// A machine's spec but for what each has.
    private func check(
        _ machine: VirtualMachineInstance, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(machine.spec, is: text, sourceLocation: sourceLocation)
    }

    @Test("who a machine is")
    func identity() throws {
        let made = machine.namespace("b").label("app", "x").label("app", "web").annotation("c", "d")
            .network(.isolated).hostKernel("/boot/vmlinuz", initrd: "/boot/initrd")
            .hostname("host").architecture(.arm64).machineType(.virt).terminationGracePeriod(.milliseconds(5500))
            .evictionStrategy(.liveMigrate).paused().node("zone", "a")
        try expect(
            made.metadata,
            is: """
                annotations:
                  c: d
                  mayfly.dev/initrd: /boot/initrd
                  mayfly.dev/kernel: /boot/vmlinuz
                  mayfly.dev/network-policy: isolated
                labels:
                  app: web
                name: a
                namespace: b
                """)
        #expect(try Annotations(made.metadata).kernel == "/boot/vmlinuz")
        try check(
            made,
            """
            architecture: arm64
            domain:
              devices: {}
              machine:
                type: virt
            evictionStrategy: LiveMigrate
            hostname: host
            nodeSelector:
              zone: a
            startStrategy: Paused
            terminationGracePeriodSeconds: 5
            """)
    }

    @Test("processors and memory")
    func size() throws {
        try check(
            machine.topology(sockets: 2, cores: 3).cpuModel(.hostPassthrough)
                .cpuFeature("svm").cpuFeature("vmx", .disable).cpuFeature("svm", .forbid)
                .dedicatedCPUs(isolatingEmulator: true).hostNUMA()
                .memory(.gibibytes(1)).maxMemory(.gibibytes(4)).hugepages(.mebibytes(2))
                .requests(cpu: .cores(1)).requests(memory: .gibibytes(1)).limits(cpu: .millicores(1500)),
            """
            domain:
              cpu:
                cores: 3
                dedicatedCpuPlacement: true
                features:
                - name: vmx
                  policy: disable
                - name: svm
                  policy: forbid
                isolateEmulatorThread: true
                model: host-passthrough
                numa:
                  guestMappingPassthrough: {}
                sockets: 2
                threads: 1
              devices: {}
              memory:
                guest: 1Gi
                hugepages:
                  pageSize: 2Mi
                maxGuest: 4Gi
              resources:
                limits:
                  cpu: 1500m
                requests:
                  cpu: "1"
                  memory: 1Gi
            """)
    }

    @Test("options of disks, in any order")
    func diskOptions() throws {
        let first = machine.containerDisk("a", path: "/disk/a.img", .bus(.sata), .cdrom, .readonly, .bootOrder(1))
        let second = machine.containerDisk("a", path: "/disk/a.img", .cdrom, .bus(.sata), .bootOrder(1), .readonly)
        #expect(first == second)
        try expect(
            machine.emptyDisk(
                .gibibytes(1), .bus(.virtio), .serial("data"), .cache(.none), .io(.native), .errorPolicy(.report),
                .blockSize(logical: 512, physical: 4096), .shareable, .dedicatedIOThread, .readonly,
                .with { $0.tag = "t" }
            ).spec.domain.devices,
            is: """
                disks:
                - blockSize:
                    custom:
                      logical: 512
                      physical: 4096
                  cache: none
                  dedicatedIOThread: true
                  disk:
                    bus: virtio
                    readonly: true
                  errorPolicy: report
                  io: native
                  name: emptydisk
                  serial: data
                  shareable: true
                  tag: t
                """)
    }

    @Test("each volume has a disk of its name, and each name is another")
    func volumes() throws {
        let made = machine.containerDisk("a").containerDisk("b").containerDisk("c", .named("mine"))
            .emptyDisk(.gibibytes(1)).hostDisk("/images/a.img").hostDisk("/images/b.img", capacity: .gibibytes(1))
            .claim("data", .lun, .bus(.scsi)).ephemeralClaim("golden").dataVolume("fedora")
            .cloudInit(.configDrive, userData: "#!/bin/sh", networkData: "version: 2")
            .cloudInit(secret: "seed").sysprep(configMap: "answers").configMap("files").secret("keys")
            .serviceAccount("robot").share(claim: "home", named: "home")
        try expect(
            made.spec.volumes,
            is: """
                - containerDisk:
                    image: a
                  name: containerdisk
                - containerDisk:
                    image: b
                  name: containerdisk-2
                - containerDisk:
                    image: c
                  name: mine
                - emptyDisk:
                    capacity: 1Gi
                  name: emptydisk
                - hostDisk:
                    path: /images/a.img
                    type: Disk
                  name: hostdisk
                - hostDisk:
                    capacity: 1Gi
                    path: /images/b.img
                    type: DiskOrCreate
                  name: hostdisk-2
                - name: pvcdisk
                  persistentVolumeClaim:
                    claimName: data
                - ephemeral:
                    persistentVolumeClaim:
                      claimName: golden
                  name: ephemeraldisk
                - dataVolume:
                    name: fedora
                  name: dvdisk
                - cloudInitConfigDrive:
                    networkData: 'version: 2'
                    userData: '#!/bin/sh'
                  name: cloudinitdisk
                - cloudInitNoCloud:
                    secretRef:
                      name: seed
                  name: cloudinitdisk-2
                - name: sysprep
                  sysprep:
                    configMap:
                      name: answers
                - configMap:
                    name: files
                  name: configmap
                - name: secret
                  secret:
                    secretName: keys
                - name: serviceaccount
                  serviceAccount:
                    serviceAccountName: robot
                - name: home
                  persistentVolumeClaim:
                    claimName: home
                """)
        let disks = made.spec.domain.devices.disks ?? []
        #expect(disks.map(\.name) == made.spec.volumes?.dropLast().map(\.name))
        #expect(disks.first { $0.name == "pvcdisk" }?.lun?.bus == .scsi)
        #expect(disks.first { $0.name == "sysprep" }?.cdrom != nil)
        #expect(made.spec.domain.devices.filesystems?.map(\.name) == ["home"])
    }

    @Test("interfaces and their networks")
    func networks() throws {
        try check(
            machine.masquerade(.ports(.tcp(22, named: "ssh"), .udp(53)), .mac("de:ad:00:00:be:af"), .model(.e1000e))
                .bridge(to: "lan", .bootOrder(1), .linkDown).sriov(to: "shop/fast", .named("fast"))
                .bridge(to: "wan", .pciAddress("0000:81:01.0")),
            """
            domain:
              devices:
                interfaces:
                - macAddress: de:ad:00:00:be:af
                  masquerade: {}
                  model: e1000e
                  name: default
                  ports:
                  - name: ssh
                    port: 22
                    protocol: TCP
                  - port: 53
                    protocol: UDP
                - bootOrder: 1
                  bridge: {}
                  name: net
                  state: down
                - name: fast
                  sriov: {}
                - bridge: {}
                  name: net-2
                  pciAddress: "0000:81:01.0"
            networks:
            - name: default
              pod: {}
            - multus:
                networkName: lan
              name: net
            - multus:
                networkName: shop/fast
              name: fast
            - multus:
                networkName: wan
              name: net-2
            """)
        #expect(machine.passt().spec.domain.devices.interfaces?.first?.passtBinding != nil)
        #expect(machine.bridge().spec.networks?.first?.pod != nil)
    }

    @Test("firmware, features and clock")
    func platform() throws {
        try check(
            machine.efi(persistent: true).smbios(uuid: "5d307ca9-b3ef-428c-8861-06e72d69f223", serial: "s")
                .acpi(true).hyperv(.relaxed, .spinlocks(8191)).hyperv(.vapic, .vendor("Mayfly")).utc(offset: 60)
                .timezone("Europe/Berlin"),
            """
            domain:
              clock:
                timezone: Europe/Berlin
              devices: {}
              features:
                acpi:
                  enabled: true
                hyperv:
                  relaxed: {}
                  spinlocks:
                    spinlocks: 8191
                  vapic: {}
                  vendorid:
                    vendorid: Mayfly
                smm:
                  enabled: true
              firmware:
                bootloader:
                  efi:
                    persistent: true
                    secureBoot: true
                serial: s
                uuid: "5d307ca9-b3ef-428c-8861-06e72d69f223"
            """)
        try check(
            machine.bios(onSerialConsole: true)
                .kernelBoot(image: "example/kernel", kernel: "/vmlinuz", initrd: "/initrd", arguments: "quiet"),
            """
            domain:
              devices: {}
              firmware:
                bootloader:
                  bios:
                    useSerial: true
                kernelBoot:
                  container:
                    image: example/kernel
                    initrdPath: /initrd
                    kernelPath: /vmlinuz
                  kernelArgs: quiet
            """)
    }

    @Test("devices")
    func devices() throws {
        try check(
            machine.watchdog(.poweroff).tpm(persistent: true).sound().video(.virtio).tablet().tablet(bus: .virtio)
                .panicDevice(.pvpanic).vsock().usbRedirection().downwardMetrics().gpu("gpu", device: "example.com/gpu")
                .hostDevice("card", device: "example.com/card").blockMultiQueue().networkMultiQueue().ioThreads(.auto)
                .without(.graphics, .memoryBalloon, .network, .serialConsole),
            """
            domain:
              devices:
                autoattachGraphicsDevice: false
                autoattachMemBalloon: false
                autoattachPodInterface: false
                autoattachSerialConsole: false
                autoattachVSOCK: true
                blockMultiQueue: true
                clientPassthrough: {}
                downwardMetrics: {}
                gpus:
                - deviceName: example.com/gpu
                  name: gpu
                hostDevices:
                - deviceName: example.com/card
                  name: card
                inputs:
                - bus: usb
                  name: tablet
                  type: tablet
                - bus: virtio
                  name: tablet-2
                  type: tablet
                networkInterfaceMultiqueue: true
                panicDevices:
                - model: pvpanic
                sound:
                  model: ich9
                  name: sound
                tpm:
                  persistent: true
                video:
                  type: virtio
                watchdog:
                  i6300esb:
                    action: poweroff
                  name: watchdog
              ioThreadsPolicy: auto
            """)
        let z = machine.architecture(.s390x).watchdog(.reset).spec.domain.devices.watchdog
        #expect(z == .init(diag288: .init(action: "reset"), name: "watchdog"))
    }

    @Test("a template is described by the same words")
    func template() {
        let template = VirtualMachineInstanceTemplate().memory(.gibibytes(1)).label("a", "b").rng()
        #expect(
            template.instance(named: "c") == VirtualMachineInstance("c").memory(.gibibytes(1)).label("a", "b").rng())
    }

    @Test("a virtual machine of an instance is that instance again")
    func ofInstance() throws {
        let instance = machine.memory(.gibibytes(1)).label("a", "b").masquerade().namespace("n")
        let machine = VirtualMachine(of: instance)
        #expect(machine.spec.runStrategy == .always)
        #expect(try machine.instance(host: .amd64) == instance)
        #expect(VirtualMachine(of: self.machine).spec.template.metadata == nil)
    }

    @Test("what a virtual machine has beyond its instance")
    func virtualMachine() throws {
        try expect(
            VirtualMachine("a").running(.halted).instancetype("small", of: .namespace)
                .preference("guest", of: .namespace)
                .dataVolume("disk", filledBy: .init(source: .init(blank: .init())), .bus(.virtio)).spec,
            is: """
                dataVolumeTemplates:
                - metadata:
                    name: disk
                  spec:
                    source:
                      blank: {}
                instancetype:
                  kind: VirtualMachineInstancetype
                  name: small
                preference:
                  kind: VirtualMachinePreference
                  name: guest
                runStrategy: Halted
                template:
                  spec:
                    domain:
                      devices:
                        disks:
                        - disk:
                            bus: virtio
                          name: dvdisk
                    volumes:
                    - dataVolume:
                        name: disk
                      name: dvdisk
                """)
        let inferring = VirtualMachine("a").inferringInstancetype(fromVolume: "root").spec
        #expect(inferring.instancetype?.inferFromVolume == "root" && inferring.preference?.inferFromVolume == "root")
    }
}
