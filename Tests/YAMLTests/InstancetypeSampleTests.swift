import KubeVirt
import KubeVirtSamples
import Testing
import YAML

/// KubeVirt's own examples of VirtualMachines with instancetypes and preferences.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct InstancetypeSampleTests {
    private static let kinds: [any KubernetesObject.Type] = [
        VirtualMachineInstancetype.self, VirtualMachineClusterInstancetype.self, VirtualMachinePreference.self,
        VirtualMachineClusterPreference.self, VirtualMachine.self,
    ]

    @Test(
        "each example finds what it names among the examples, and makes a machine without the memory that it sets too")
    func examples() throws {
        var catalog = InstancetypeCatalog(common: false)
        var machines: [VirtualMachine] = []
        for name in KubeVirtSamples.examples {
            for document in try YAMLParser().documents(in: KubeVirtSamples.bytes("examples/" + name), file: name) {
                guard let kind = Self.kinds.first(where: { $0.kind == document["kind"]?.scalar?.text }) else {
                    continue
                }
                let object = try YAMLDecoder().decode(kind, from: document)
                catalog.add(object)
                if let machine = object as? VirtualMachine, machine.spec.instancetype != nil {
                    machines.append(machine)
                }
            }
        }
        #expect(!machines.isEmpty)
        for var machine in machines {
            let error = #expect(throws: ExpansionError.self) { try machine.instance(from: catalog, host: .amd64) }
            // Left over from before there were instancetypes; KubeVirt's rule refuses it too.
            #expect(error?.causes.map(\.field) == ["spec.template.spec.domain.memory.guest"])
            machine.spec.template.spec.domain.memory = nil
            let made = try machine.instance(from: catalog, host: .amd64, podInterface: .masquerade)
            let causes = made.withDefaults(host: .amd64, podInterface: .masquerade).admission()
            #expect(causes.isEmpty, "\(machine.metadata.name ?? ""): \(causes)")
        }
    }
}
