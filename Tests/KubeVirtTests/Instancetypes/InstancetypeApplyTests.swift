import KubeVirt
import Testing

@Suite struct InstancetypeApplyTests {
    /// A spec with an instancetype and a preference applied, and the fields that were in the way.
    static func applied(
        _ spec: String, _ instancetype: String?, _ preference: String? = nil, annotations: [String: String]? = nil
    ) throws -> (spec: VirtualMachineInstanceSpec, conflicts: [String?], annotations: [String: String]?) {
        var spec: VirtualMachineInstanceSpec = try decoded(spec)
        var annotations = annotations
        let causes = spec.apply(
            instancetype: try instancetype.map { try decoded($0) }, preference: try preference.map { try decoded($0) },
            annotations: &annotations, at: "spec.template.spec")
        #expect(causes.allSatisfy { $0.reason == .fieldValueInvalid })
        return (spec, causes.map(\.field), annotations)
    }

    private let empty = "domain: {devices: {}}"
    private let two = "cpu: {guest: 2}\nmemory: {guest: 1Gi}"

    @Test("an instancetype gives processors as sockets, and memory")
    func plain() throws {
        let (spec, conflicts, _) = try Self.applied(empty, two)
        #expect(conflicts.isEmpty)
        try expect(spec.domain.cpu, is: "cores: 1\nsockets: 2\nthreads: 1\n")
        try expect(spec.domain.memory, is: "guest: 1Gi\n")
        #expect(spec.domain.resources == nil)
    }

    @Test("all of an instancetype arrives in the machine")
    func everything() throws {
        let (spec, conflicts, annotations) = try Self.applied(
            empty,
            """
            annotations: {example.com/a: b}
            cpu:
              guest: 4
              model: host-passthrough
              dedicatedCPUPlacement: true
              isolateEmulatorThread: true
              maxSockets: 6
              numa: {guestMappingPassthrough: {}}
              realtime: {mask: 0-3}
            memory:
              guest: 4Gi
              maxGuest: 8Gi
              hugepages: {pageSize: 2Mi}
            gpus: [{name: gpu, deviceName: example.com/gpu}]
            hostDevices: [{name: card, deviceName: example.com/card}]
            ioThreads: {supplementalPoolThreadCount: 3}
            ioThreadsPolicy: supplementalPool
            launchSecurity: {sev: {}}
            nodeSelector: {zone: a}
            schedulerName: other
            """)
        #expect(conflicts.isEmpty)
        #expect(annotations == ["example.com/a": "b"])
        try expect(
            spec,
            is: """
                domain:
                  cpu:
                    cores: 1
                    dedicatedCpuPlacement: true
                    isolateEmulatorThread: true
                    maxSockets: 6
                    model: host-passthrough
                    numa:
                      guestMappingPassthrough: {}
                    realtime:
                      mask: "0-3"
                    sockets: 4
                    threads: 1
                  devices:
                    gpus:
                    - deviceName: example.com/gpu
                      name: gpu
                    hostDevices:
                    - deviceName: example.com/card
                      name: card
                  ioThreads:
                    supplementalPoolThreadCount: 3
                  ioThreadsPolicy: supplementalPool
                  launchSecurity:
                    sev: {}
                  memory:
                    guest: 4Gi
                    hugepages:
                      pageSize: 2Mi
                    maxGuest: 8Gi
                nodeSelector:
                  zone: a
                schedulerName: other

                """)
    }

    @Test(
        "what the machine and the instancetype both set is a conflict, by field",
        arguments: [
            ("cpu: {sockets: 1}", "", ["cpu.sockets"]),
            ("cpu: {cores: 2, threads: 2}", "", ["cpu.cores", "cpu.threads"]),
            ("cpu: {cores: 0, model: ''}", "cpu: {guest: 1, model: qemu64}", []),
            ("cpu: {model: qemu64}", "", []),
            ("cpu: {model: qemu64}", "cpu: {guest: 1, model: qemu64}", ["cpu.model"]),
            (
                "cpu: {dedicatedCpuPlacement: true, isolateEmulatorThread: true}",
                "cpu: {guest: 1, dedicatedCPUPlacement: true, isolateEmulatorThread: false}",
                ["cpu.dedicatedCPUPlacement", "cpu.isolateEmulatorThread"]
            ),
            ("cpu: {dedicatedCpuPlacement: false}", "cpu: {guest: 1, dedicatedCPUPlacement: true}", []),
            ("cpu: {numa: {}, realtime: {}}", "cpu: {guest: 1, numa: {}, realtime: {}}", ["cpu.numa", "cpu.realtime"]),
            ("cpu: {maxSockets: 3}", "cpu: {guest: 1, maxSockets: 2}", []),
            ("resources: {requests: {cpu: 1}}", "", ["resources.requests.cpu"]),
            ("resources: {limits: {cpu: 1}}", "", ["resources.limits.cpu"]),
            ("memory: {guest: 1Gi}", "", ["memory.guest"]),
            ("memory: {guest: 1Gi}\nresources: {requests: {memory: 1Gi}}", "", ["memory.guest"]),
            ("resources: {requests: {memory: 1Gi}}", "", ["resources.requests.memory"]),
            ("resources: {limits: {memory: 1Gi}}", "", ["resources.limits.memory"]),
            ("memory: {hugepages: {}}", "memory: {guest: 1Gi, hugepages: {}}", ["memory.hugepages"]),
            ("memory: {maxGuest: 2Gi}", "memory: {guest: 1Gi, maxGuest: 2Gi}", ["memory.maxGuest"]),
            ("memory: {maxGuest: 2Gi}", "", []),
            ("ioThreadsPolicy: auto", "ioThreadsPolicy: auto", ["ioThreadsPolicy"]),
            (
                "ioThreads: {supplementalPoolThreadCount: 1}", "ioThreads: {supplementalPoolThreadCount: 1}",
                ["ioThreads.supplementalPoolThreadCount"]
            ),
            ("launchSecurity: {}", "launchSecurity: {}", ["launchSecurity"]),
        ])
    func conflicts(_ domain: String, _ instancetype: String, _ expected: [String]) throws {
        var lines = instancetype
        for (key, line) in [("cpu:", "cpu: {guest: 1}"), ("memory:", "memory: {guest: 1Gi}")]
        where !instancetype.contains(key) {
            lines += "\n" + line
        }
        let domain = domain.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        let found = try Self.applied("domain:\n  devices: {}\n\(domain)", lines)
        #expect(found.conflicts == expected.map { "spec.template.spec.domain." + $0 })
    }

    @Test("devices and placement conflict as wholes")
    func deviceConflicts() throws {
        let spec = """
            nodeSelector: {zone: b}
            schedulerName: mine
            domain:
              devices:
                gpus: [{name: a}]
                hostDevices: [{name: a}]
            """
        let more = """
            nodeSelector: {zone: b}
            schedulerName: mine
            gpus: [{name: b}]
            hostDevices: [{name: b}]
            """
        let found = try Self.applied(spec, two + "\n" + more)
        #expect(
            found.conflicts
                == ["nodeSelector", "schedulerName", "domain.devices.gpus", "domain.devices.hostDevices"].map {
                    "spec.template.spec." + $0
                })
        #expect(try Self.applied(spec, two).conflicts.isEmpty)
    }

    @Test("an annotation of another value is a conflict, one of the same value is not")
    func annotations() throws {
        let more = "\nannotations: {example.com/b: '1', example.com/a: '1'}"
        #expect(
            try Self.applied(empty, two + more, annotations: ["example.com/a": "2", "example.com/b": "2"]).conflicts
                == ["annotations.example.com/a", "annotations.example.com/b"])
        let same = try Self.applied(empty, two + more, annotations: ["example.com/a": "1"])
        #expect(same.conflicts.isEmpty)
        #expect(same.annotations == ["example.com/a": "1", "example.com/b": "1"])
    }

    @Test("with a conflict the preference is not applied")
    func conflictBeforePreference() throws {
        let found = try Self.applied(
            "domain: {cpu: {cores: 1}, devices: {}}", two, "preferredSubdomain: there")
        #expect(found.conflicts.count == 1)
        #expect(found.spec.subdomain == nil)
    }

    @Test("overcommitted memory is asked of the host in KubeVirt's single precision")
    func overcommit() throws {
        let spec = try Self.applied(empty, "cpu: {guest: 1}\nmemory: {guest: 2Gi, overcommitPercent: 15}").spec
        // 2 GiB x 0.85 is 1825361100.8.
        #expect(spec.domain.resources?.requests == ["memory": .bytes(1_825_361_152)])
        #expect(spec.domain.memory?.guest == .gibibytes(2))
        let half = try Self.applied(empty, "cpu: {guest: 1}\nmemory: {guest: 2Gi, overcommitPercent: 50}").spec
        #expect(half.domain.resources?.requests?["memory"]?.description == "1Gi")
    }

    @Test(
        "processors have the shape that the preference likes",
        arguments: [
            ("{}", 4, [4, 1, 1]),
            ("{preferredCPUTopology: sockets}", 4, [4, 1, 1]),
            ("{preferredCPUTopology: preferSockets}", 4, [4, 1, 1]),
            ("{preferredCPUTopology: cores}", 4, [1, 4, 1]),
            ("{preferredCPUTopology: preferCores}", 4, [1, 4, 1]),
            ("{preferredCPUTopology: threads}", 4, [1, 1, 4]),
            ("{preferredCPUTopology: any}", 4, [4, 1, 1]),
            ("{preferredCPUTopology: spread}", 4, [2, 2, 1]),
            ("{preferredCPUTopology: spread}", 1, [1, 1, 1]),
            ("{preferredCPUTopology: preferSpread, spreadOptions: {ratio: 4}}", 8, [2, 4, 1]),
            ("{preferredCPUTopology: spread, spreadOptions: {across: CoresThreads}}", 8, [1, 4, 2]),
            ("{preferredCPUTopology: spread, spreadOptions: {across: SocketsCoresThreads}}", 8, [2, 2, 2]),
            ("{preferredCPUTopology: spread, spreadOptions: {across: SocketsCoresThreads, ratio: 4}}", 8, [1, 4, 2]),
            ("{preferredCPUTopology: pyramid}", 8, [1, 1, 1]),
        ])
    func topology(_ preference: String, _ count: Int, _ expected: [UInt32]) throws {
        let spec = try Self.applied(
            empty, "cpu: {guest: \(count)}\nmemory: {guest: 1Gi}", "cpu: " + preference
        ).spec
        #expect([spec.domain.cpu?.sockets, spec.domain.cpu?.cores, spec.domain.cpu?.threads] == expected)
    }

    @Test("the older field of the ratio counts where the option is not there")
    func olderRatio() throws {
        let preference = "preferSpreadSocketToCoreRatio: 3\ncpu: {preferredCPUTopology: spread}"
        let spec = try Self.applied(empty, "cpu: {guest: 6}\nmemory: {guest: 1Gi}", preference).spec
        #expect([spec.domain.cpu?.sockets, spec.domain.cpu?.cores] == [2, 3])
    }
}
