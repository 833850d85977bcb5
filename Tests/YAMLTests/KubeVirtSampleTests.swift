import KubeVirt
import Testing
import YAML

@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct KubeVirtSampleTests {
    /// Verdicts that hang on a cluster's settings, and one on fields that KubeVirt does not know either.
    private static let beyondUs = ["(allowed values: ", "feature gate is not enabled", "is a forbidden property"]

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

    /// Where the spec stood that a cause's field is in.
    private static func root(of field: String) -> String {
        let template = "spec.template.spec"
        return field.hasPrefix(template) ? template : String(field.prefix { $0 != "." && $0 != "[" })
    }

    @Test("KubeVirt's verdicts are ours for every machine that we can read")
    func admission() throws {
        let lines = try KubeVirtSamples.bytes("admission-sample.jsonl").split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 100)
        var compared = 0
        for (index, line) in lines.enumerated() {
            let file = "admission-sample.jsonl:\(index + 1)"
            let sample = try YAMLParser().document(in: Array(line), file: file)
            let verdict = (sample["causes"]?.sequence ?? []).compactMap { $0["message"]?.scalar?.text }
            if verdict.contains(where: { text in Self.beyondUs.contains { text.contains($0) } }) { continue }
            let causes: [StatusCause]
            var field = "spec"
            if let node = sample["vmi"] {
                guard let machine = try decode(VirtualMachineInstance.self, node, file) else { continue }
                causes = machine.admission()
            } else {
                let node = try #require(sample["spec"])
                guard let spec = try decode(VirtualMachineInstanceSpec.self, node, file) else { continue }
                field = Self.root(of: sample["causes"]?.sequence?.first?["field"]?.scalar?.text ?? "fake")
                causes = spec.admission(at: field)
            }
            // Annotations that are not supported yet are found by admission, not by the decoder.
            if causes.contains(where: { $0.message.contains("not supported by this version") }) { continue }
            compared += 1
            let expected = (sample["causes"]?.sequence ?? []).map {
                StatusCause(
                    field: $0["field"]?.scalar?.text, message: $0["message"]?.scalar?.text ?? "",
                    reason: .init(rawValue: $0["reason"]?.scalar?.text ?? ""))
            }
            #expect(causes == expected, "\(file)")
        }
        #expect(compared > 45)
        print("KubeVirt's verdicts: \(compared) of \(lines.count) are within what we support, and agree")
    }
}
