import FoundationEssentials
import KubeVirt
import Testing
import YAML

/// KubeVirt's and CDI's own definitions, where they lie beside the checkout.
struct DefinitionSampleTests {
    private static let directory: String = {
        let named = ProcessInfo.processInfo.environment["MAYFLY_KUBEVIRT_SAMPLES"]
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return (named ?? package + "/../shared/kubevirt") + "/crds"
    }()
    private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()

    /// Fields of theirs that ours has not, has of another type, or requires differently.
    private func differences(_ ours: JSONSchema, _ theirs: Node, _ path: String) -> [String] {
        var found: [String] = []
        if let type = theirs["type"]?.scalar?.text, ours.kind?.rawValue != type, !ours.keepsUnknownFields {
            found.append("\(path): \(type), ours is \(ours.kind?.rawValue ?? "none")")
        }
        let isIntOrString = theirs["x-kubernetes-int-or-string"]?.scalar?.text == "true"
        if isIntOrString != ours.isIntOrString { found.append("\(path): a number or text in one of both") }
        let fields = theirs["properties"]?.mapping?.entries ?? []
        for field in fields {
            if let own = ours.properties[field.key] {
                found += differences(own, field.value, "\(path).\(field.key)")
            } else if !ours.keepsUnknownFields {
                found.append("\(path).\(field.key): is missing")
            }
        }
        if !fields.isEmpty {
            for name in ours.properties.keys where theirs["properties"]?[name] == nil {
                // The importer's own releases are ahead of the one that KubeVirt is built with.
                if path.hasPrefix("VirtualMachine.spec.dataVolumeTemplates[].spec") { continue }
                found.append("\(path).\(name): only ours")
            }
        }
        let required = Set((theirs["required"]?.sequence ?? []).compactMap { $0.scalar?.text })
        for name in required where !ours.required.contains(name) { found.append("\(path).\(name): must be there") }
        if let items = theirs["items"], let own = ours.items { found += differences(own, items, path + "[]") }
        if let values = theirs["additionalProperties"], values.mapping != nil, let own = ours.additionalProperties {
            found += differences(own, values, path + "{}")
        }
        return found
    }

    @Test(
        "every field of a definition is ours too, of the same type",
        .enabled(if: !files.isEmpty, "KubeVirt's samples are not beside the checkout"), arguments: files)
    func fields(file: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: Self.directory + "/" + file)))
        let definition = try YAMLParser().document(in: bytes, file: file)
        let kind = try #require(definition["spec"]?["names"]?["kind"]?.scalar?.text)
        let resource = try #require(CustomResource.all.first { $0.kind == kind })
        let version = try #require(
            definition["spec"]?["versions"]?.sequence?.first { $0["name"]?.scalar?.text == resource.versions[0].name })
        let theirs = try #require(version["schema"]?["openAPIV3Schema"])
        let ours = resource.definition.spec.versions[0].schema.openAPIV3Schema
        #expect(differences(ours, theirs, kind) == [])

        let names = resource.definition.spec.names
        #expect(definition["spec"]?["scope"]?.scalar?.text == resource.definition.spec.scope)
        #expect(
            definition["spec"]?["names"]?["shortNames"]?.sequence?.compactMap { $0.scalar?.text } == names.shortNames)
        #expect(definition["spec"]?["names"]?["plural"]?.scalar?.text == names.plural)
    }
}
