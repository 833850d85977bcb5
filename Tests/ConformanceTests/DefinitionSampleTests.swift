import KubeVirt
import KubeVirtSamples
import Testing
import YAML

/// Our CustomResourceDefinitions beside KubeVirt's own, where those lie beside the checkout.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct DefinitionSampleTests {
    @Test(arguments: ["vmi", "vm", "vmim", "datavolume", "datasource"])
    func `the same fields are required as by KubeVirt's own definition`(name: String) throws {
        let file = "crds/crd-\(name).yaml"
        let parser = YAMLParser(limits: Limits(bytes: 64 << 20))
        let theirs = try parser.document(in: KubeVirtSamples.bytes(file), file: file)
        let title = try #require(theirs["metadata"]?["name"]?.scalar?.text)
        let resource = try #require(CustomResource.all.first { $0.name == title })
        let schema = try #require(theirs["spec"]?["versions"]?.sequence?.first?["schema"]?["openAPIV3Schema"])
        let ours = resource.definition.spec.versions[0].schema.openAPIV3Schema
        #expect(differences(schema, ours, resource.kind) == [])
        #expect(schema["required"]?.sequence?.isEmpty == false, "nothing was compared")
    }

    /// Where one schema requires a field that the other does not; fields that one of them lacks are another test's.
    private func differences(_ theirs: Node, _ ours: JSONSchema, _ path: String) -> [String] {
        let required = Set((theirs["required"]?.sequence ?? []).compactMap { $0.scalar?.text })
        var found = required.symmetricDifference(ours.required).sorted().map { "\(path).\($0)" }
        for entry in theirs["properties"]?.mapping?.entries ?? [] {
            guard let field = ours.properties[entry.key] else { continue }
            found += differences(entry.value, field, "\(path).\(entry.key)")
        }
        if let inner = theirs["items"] ?? theirs["additionalProperties"], let field = ours.inner.first {
            found += differences(inner, field, path + "[]")
        }
        return found
    }
}
