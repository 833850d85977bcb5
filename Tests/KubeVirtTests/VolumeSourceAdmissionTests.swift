import KubeVirt
import Testing

@Suite struct VolumeSourceAdmissionTests {
    private typealias Volume = VirtualMachineInstanceSpec.Volume
    private let first = "spec.volumes[0]"

    private func found(_ volumes: VirtualMachineInstanceSpec.Volume..., gates: [FeatureGate] = []) -> Set<String> {
        VirtualMachineInstance.admitted { $0.volumes = volumes }.spec
            .admission(at: "spec", under: .init(featureGates: gates)).verdicts
    }

    @Test("every source is one")
    func sources() {
        let secret = Core.LocalObjectReference(name: "s")
        let volumes: [VirtualMachineInstanceSpec.Volume] = [
            .init(cloudInitConfigDrive: .init(userData: "#"), name: "a"),
            .init(cloudInitNoCloud: .init(secretRef: secret), name: "a"), .init(configMap: .init(name: "c"), name: "a"),
            .init(containerDisk: .init(image: "x"), name: "a"), .init(containerPath: .init(path: "/x"), name: "a"),
            .init(dataVolume: .init(name: "d"), name: "a"), .init(downwardAPI: .init(), name: "a"),
            .init(downwardMetrics: .init(), name: "a"), .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "a"),
            .init(ephemeral: .init(persistentVolumeClaim: .init(claimName: "c")), name: "a"),
            .init(hostDisk: .init(path: "/x", type: "Disk"), name: "a"),
            .init(memoryDump: .init(claimName: "c"), name: "a"),
            .init(name: "a", persistentVolumeClaim: .init(claimName: "c")),
            .init(name: "a", secret: .init(secretName: "s")),
            .init(name: "a", serviceAccount: .init(serviceAccountName: "s")),
            .init(name: "a", sysprep: .init(secret: secret)),
        ]
        for volume in volumes {
            #expect(found(volume, gates: [.hostDisk, .downwardMetrics]).isEmpty, "\(volume)")
        }
        #expect(found(Volume(name: "a")) == ["Invalid \(first)"])
        var two = volumes[3]
        two.sysprep = .init(secret: secret)
        #expect(found(two) == ["Invalid \(first)"])
    }

    @Test("what a volume names has a name")
    func names() {
        #expect(found(Volume(configMap: .init(), name: "a")) == ["Invalid \(first).configMap.name"])
        #expect(found(Volume(name: "a", secret: .init())) == ["Invalid \(first).secret.secretName"])
        #expect(
            found(Volume(name: "a", serviceAccount: .init())) == [
                "Invalid \(first).serviceAccount.serviceAccountName"
            ])
        #expect(found(Volume(dataVolume: .init(name: ""), name: "a")) == ["Required \(first).name"])
    }

    @Test("a disk in a file of the node needs the gate, a path, a known type, and a size only where it is made")
    func hostDisk() {
        func disk(
            _ type: String, _ path: String = "/d", _ capacity: Quantity? = nil, gates: [FeatureGate] = [.hostDisk]
        )
            -> Set<String>
        {
            found(Volume(hostDisk: .init(capacity: capacity, path: path, type: type), name: "a"), gates: gates)
        }
        #expect(disk("Disk").isEmpty)
        #expect(disk("DiskOrCreate", "/d", .gibibytes(1)).isEmpty)
        #expect(disk("Disk", "/d", .zero).isEmpty)
        #expect(disk("Disk", gates: []) == ["Invalid \(first)"])
        #expect(disk("Disk", "") == ["NotFound \(first).hostDisk.path"])
        #expect(disk("File") == ["Invalid \(first).hostDisk.type"])
        #expect(disk("Disk", "/d", .gibibytes(1)) == ["Invalid \(first).hostDisk.capacity"])
    }

    @Test("some volumes are there once")
    func once() {
        let twice: Set = ["Invalid spec.volumes"]
        let account = VirtualMachineInstanceSpec.ServiceAccountVolumeSource(serviceAccountName: "s")
        #expect(found(Volume(name: "a", serviceAccount: account), Volume(name: "b", serviceAccount: account)) == twice)
        #expect(
            found(
                Volume(downwardMetrics: .init(), name: "a"), Volume(downwardMetrics: .init(), name: "b"),
                gates: [.downwardMetrics]) == twice)
        #expect(
            found(
                Volume(memoryDump: .init(claimName: "c"), name: "a"),
                Volume(memoryDump: .init(claimName: "d"), name: "b")) == twice)
    }

    @Test("two slashes are a path to KubeVirt, one is the root")
    func root() {
        #expect(
            found(Volume(containerDisk: .init(image: "x", path: "/"), name: "a")) == ["Invalid \(first).containerDisk"])
        #expect(found(Volume(containerDisk: .init(image: "x", path: "//"), name: "a")).isEmpty)
    }
}
