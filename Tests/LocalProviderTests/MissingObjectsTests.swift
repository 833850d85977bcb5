import KubeVirt
import Testing

@testable import LocalProvider

@Suite struct MissingObjectsTests {
    private func machine(_ volumes: VirtualMachineInstanceSpec.Volume...) -> VirtualMachineInstance {
        VirtualMachineInstance(
            metadata: ObjectMeta(name: "a"),
            spec: .init(domain: .init(memory: .init(guest: .mebibytes(64))), volumes: volumes))
    }

    @Test("objects that a machine names and that did not come with it are told by their fields")
    func missing() {
        let lines = machine(
            .init(emptyDisk: .init(capacity: .mebibytes(1)), name: "e"),
            .init(configMap: .init(name: "lost"), name: "c"),
            .init(name: "s", secret: .init(secretName: "gone")),
            .init(cloudInitNoCloud: .init(secretRef: .init(name: "user")), name: "i")
        ).missingObjects(among: CompanionObjects())
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("spec.volumes[1].configMap.name: there is no ConfigMap ‘lost’"), "\(lines)")
        #expect(lines[1].hasPrefix("spec.volumes[2].secret.secretName: there is no Secret ‘gone’"), "\(lines)")
        #expect(lines[2].hasPrefix("spec.volumes[3].cloudInitNoCloud.secretRef: there is no Secret ‘user’"), "\(lines)")
    }

    @Test("nothing is told of objects that are there or may be left out")
    func found() {
        var objects = CompanionObjects()
        objects.configMaps = [ConfigMap(metadata: ObjectMeta(name: "here"), data: ["a": "b"])]
        let whole = machine(
            .init(configMap: .init(name: "here"), name: "c"),
            .init(name: "s", secret: .init(optional: true, secretName: "gone")),
            .init(cloudInitNoCloud: .init(userData: "#cloud-config\n{}\n"), name: "i"))
        #expect(whole.missingObjects(among: objects) == [])
    }
}
