import KubeVirt
import Testing

@testable import Seeds

@Suite struct VolumeDiskTests {
    private let machine = VirtualMachineInstance(
        metadata: ObjectMeta(
            annotations: ["note": "a\"b\n"], labels: ["b": "2", "a": "1"], name: "vm", namespace: "ns"),
        spec: .init(domain: DomainSpec()))
    private let objects = CompanionObjects(
        configMaps: [ConfigMap(metadata: ObjectMeta(name: "map"), data: ["x": "1"], binaryData: ["y": "AAEC"])],
        secrets: [
            Secret(metadata: ObjectMeta(name: "far", namespace: "elsewhere"), stringData: ["k": "v"]),
            Secret(metadata: ObjectMeta(name: "near", namespace: "ns"), data: ["k": "eA=="], stringData: ["k": "v"]),
        ])

    private func disk(_ volume: VirtualMachineInstanceSpec.Volume) throws -> VolumeDisk? {
        try VolumeDisk(volume, of: machine, objects: objects)
    }

    @Test func `a config map's disk has its texts and its files, and KubeVirt's label`() throws {
        let disk = try disk(.init(configMap: .init(name: "map"), name: "v"))
        #expect(disk?.label == "cfgdata" && disk?.files == ["x": [0x31], "y": [0, 1, 2]])
    }

    @Test func `a secret is found in its machine's namespace, and its plain text counts first`() throws {
        let near = try disk(.init(name: "v", secret: .init(secretName: "near", volumeLabel: "l")))
        #expect(near?.label == "l" && near?.files == ["k": [0x76]])
        let error = #expect(throws: SeedError.self) { try disk(.init(name: "v", secret: .init(secretName: "far"))) }
        #expect(error?.field == "secret.secretName" && error?.message.contains("namespace ns") == true)
        #expect(try disk(.init(name: "v", secret: .init(optional: true, secretName: "far")))?.files == [:])
    }

    @Test func `a secret never describes what is in it`() {
        let secret = Secret(metadata: ObjectMeta(name: "s"), stringData: ["k": "hunter2"])
        #expect(
            !"\(secret)".contains("hunter2")
                && !String(reflecting: CompanionObjects(secrets: [secret])).contains("hunter2"))
    }

    @Test func `the machine tells its own metadata as Kubernetes writes it in a pod`() throws {
        let fields: [(String, String)] = [
            ("labels", "metadata.labels"), ("one", "metadata.labels['b']"), ("notes", "metadata.annotations"),
            ("name", "metadata.name"), ("ns", "metadata.namespace"),
        ]
        let source = VirtualMachineInstanceSpec.DownwardAPIVolumeSource(
            fields: fields.map { .init(fieldRef: .init(fieldPath: $0.1), path: $0.0) })
        let files = try #require(try disk(.init(downwardAPI: source, name: "v"))).files.mapValues {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(
            files == ["labels": "a=\"1\"\nb=\"2\"", "one": "2", "notes": #"note="a\"b\n""#, "name": "vm", "ns": "ns"])
    }

    @Test func `answers for Windows must be among a sysprep's files`() throws {
        let error = #expect(throws: SeedError.self) {
            try disk(.init(name: "v", sysprep: .init(configMap: .init(name: "map"))))
        }
        #expect(error?.message.contains("autounattend.xml") == true)
    }

    @Test func `a label that no disk can have is refused`() {
        let error = #expect(throws: SeedError.self) {
            try disk(.init(configMap: .init(name: "map", volumeLabel: "a label"), name: "v"))
        }
        #expect(error?.field == "configMap.volumeLabel")
    }

    @Test func `an account without a token is refused with how to give it one`() {
        let error = #expect(throws: SeedError.self) {
            try disk(.init(name: "v", serviceAccount: .init(serviceAccountName: "robot")))
        }
        #expect(error?.message.contains("kubernetes.io/service-account-token") == true)
    }
}
