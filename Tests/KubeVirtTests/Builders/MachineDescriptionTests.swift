import KubeVirt
import Testing

@Suite struct MachineDescriptionTests {
    let machine = VirtualMachineInstance("a")

    /// A machine's spec but for what each has.
    func check(
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

    @Test("a template is described by the same words")
    func template() {
        let template = VirtualMachineInstanceTemplate().memory(.gibibytes(1)).label("a", "b").rng()
        #expect(
            template.instance(named: "c") == VirtualMachineInstance("c").memory(.gibibytes(1)).label("a", "b").rng())
    }
}
