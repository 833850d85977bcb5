import KubeVirt
import KubeVirtSamples
import Testing
import YAML

@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct KubeVirtSampleTests {
    /// Whether the value decodes; anything but "not supported yet" is a failure.
    private func decode<T: Codable & Equatable>(_ type: T.Type, _ node: Node, _ file: String) throws -> T? {
        do throws(YAMLError) {
            let value = try YAMLDecoder().decode(type, from: node, file: file)
            let again = try YAMLDecoder().decode(type, from: YAMLEncoder().encode(value))
            #expect(again == value, "\(file)")
            return value
        } catch {
            let others = error.problems.filter { $0.code != .notYetSupported }
            #expect(others.isEmpty, "\(others)")
            return nil
        }
    }

    @Test("KubeVirt's examples have no field that we take for a typing error")
    func examples() throws {
        let names = KubeVirtSamples.examples
        #expect(names.count > 40)
        var machines = 0
        var decoded = 0
        for name in names {
            let documents = try YAMLParser().documents(in: KubeVirtSamples.bytes("examples/" + name), file: name)
            #expect(!documents.isEmpty, "\(name)")
            for document in documents {
                let spec = document["spec"]
                switch document["kind"]?.scalar?.text {
                case VirtualMachineInstance.kind:
                    machines += 1
                    if try decode(VirtualMachineInstance.self, document, name) != nil { decoded += 1 }
                case "VirtualMachine", "VirtualMachineInstanceReplicaSet":
                    let template = try #require(spec?["template"], "\(name)")
                    _ = try decode(VirtualMachineInstanceTemplate.self, template, name)
                case "VirtualMachinePool":
                    let template = try #require(spec?["virtualMachineTemplate"]?["spec"]?["template"], "\(name)")
                    _ = try decode(VirtualMachineInstanceTemplate.self, template, name)
                default: break
                }
            }
        }
        #expect(machines > 20)
        #expect(decoded > 0, "at least vmi-kernel-boot.yaml is within what we support")
    }
}
