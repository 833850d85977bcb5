import KubeVirt
import KubeVirtSamples
import Testing
import YAML

/// KubeVirt's own definitions, where they lie beside the checkout.
@Suite(.enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
struct DefinitionTests {
    @Test(
        "what KubeVirt's definitions bound is bound by ours",
        arguments: ["vm", "vmi", "vmim", "datavolume", "datasource"])
    func limits(name: String) throws {
        let file = "crds/crd-\(name).yaml"
        let theirs = try YAMLParser(limits: Limits(bytes: 8 << 20)).document(
            in: KubeVirtSamples.bytes(file), file: file)
        let version = try #require(theirs["spec"]?["versions"]?.sequence?.first)
        let schema = try #require(version["schema"]?["openAPIV3Schema"])
        let resource = try #require(CustomResource.all.first { $0.isNamed(name) || $0.singular == name })
        var missing: [String] = []
        compare(
            schema, try YAMLEncoder().node(of: resource.definition.spec.versions[0].schema.openAPIV3Schema), "",
            &missing)
        #expect(missing == [])
    }

    private func compare(_ theirs: Node, _ ours: Node, _ path: String, _ missing: inout [String]) {
        for key in ["enum", "maxItems", "maxLength", "maximum", "minimum"] {
            guard let wanted = theirs[key] else { continue }
            // What their numbers of 32 bits are bounded by is what ours are.
            if path.hasSuffix(".checksum") || path.hasSuffix(".VSOCKCID") { continue }
            if words(wanted) != ours[key].map(words) { missing.append("\(path): \(key) \(words(wanted))") }
        }
        for entry in theirs["properties"]?.mapping?.entries ?? [] {
            guard let field = ours["properties"]?[entry.key] else { continue }
            compare(entry.value, field, path + "." + entry.key, &missing)
        }
        for key in ["items", "additionalProperties"] {
            if let theirs = theirs[key], let ours = ours[key] { compare(theirs, ours, path + "[]", &missing) }
        }
    }

    private func words(_ node: Node) -> [String] {
        (node.sequence ?? [node]).compactMap { $0.scalar?.text }.sorted()
    }
}
