import KubeVirt
import Testing

@Suite struct CustomResourceTests {
    /// What the API server would refuse in a schema (its rules for structural schemas), by path.
    private func problems(_ schema: JSONSchema, _ path: String) -> [String] {
        var found: [String] = []
        if schema.kind == nil, !schema.isIntOrString, !schema.keepsUnknownFields { found.append("\(path): no type") }
        if schema.isIntOrString, schema.kind != nil { found.append("\(path): a number or text has no type") }
        if schema.kind == .array, schema.items == nil { found.append("\(path): a list without items") }
        if schema.kind != .object, !schema.properties.isEmpty { found.append("\(path): fields of no object") }
        if !schema.properties.isEmpty, schema.additionalProperties != nil {
            found.append("\(path): fields and a map at once")
        }
        for name in schema.required where schema.properties[name] == nil {
            found.append("\(path): requires ‘\(name)’, which it does not have")
        }
        switch schema.merge {
        case .map(let keys)?:
            for key in keys {
                let field = schema.items?.properties[key]
                if field == nil || field?.kind == .object || field?.kind == .array {
                    found.append("\(path): ‘\(key)’ cannot be a key")
                }
                if schema.items?.required.contains(key) != true { found.append("\(path): key ‘\(key)’ is optional") }
            }
        case .set?:
            if schema.items?.kind == .object || schema.items?.kind == .array { found.append("\(path): set of objects") }
        case nil: break
        }
        for (name, field) in schema.properties { found += problems(field, path + "." + name) }
        for inner in schema.inner { found += problems(inner, path + "[]") }
        return found
    }

    @Test("every kind's schema is structural", arguments: CustomResource.all)
    func structural(resource: CustomResource) {
        for version in resource.definition.spec.versions {
            let schema = version.schema.openAPIV3Schema
            #expect(problems(schema, resource.kind) == [])
            #expect(schema.properties["metadata"] == JSONSchema(.object))
            #expect(schema.properties["spec"]?.kind == .object)
            #expect(schema.properties["apiVersion"] == JSONSchema(.string))
        }
    }

    @Test("every kind has one version that is stored, and the type's own is served", arguments: CustomResource.all)
    func versions(resource: CustomResource) {
        let definition = resource.definition
        #expect(definition.spec.versions.filter(\.storage).count == 1)
        #expect(resource.type.apiVersion == "\(definition.spec.group)/\(resource.versions[0].name)")
        #expect(definition.metadata.name == "\(definition.spec.names.plural).\(definition.spec.group)")
    }

    @Test("no two kinds answer to the same name")
    func names() {
        var owners: [String: String] = [:]
        for resource in CustomResource.all {
            for name in [resource.kind, resource.name, resource.plural, resource.singular] + resource.shortNames {
                let other = owners.updateValue(resource.kind, forKey: name)
                #expect(other == nil || other == resource.kind, "\(name)")
                #expect(resource.isNamed(name))
            }
        }
        #expect(CustomResource.all.count == 18)
    }

    @Test("a machine's schema knows its fields and what each may be")
    func machine() throws {
        let resource = try #require(CustomResource.all.first { $0.isNamed("vmi") })
        let schema = resource.definition.spec.versions[0].schema.openAPIV3Schema
        #expect(schema.required == ["spec"])
        let domain = try #require(schema.properties["spec"]?.properties["domain"])
        #expect(domain.required == ["devices"])
        #expect(domain.properties["memory"]?.properties["guest"]?.isIntOrString == true)
        let disks = try #require(domain.properties["devices"]?.properties["disks"])
        #expect(disks.items?.required == ["name"])
        #expect(disks.items?.properties["disk"]?.properties["bus"] == JSONSchema(.string))
        #expect(schema.properties["status"]?.properties["phase"]?.kind == .string)
    }

    @Test("a template may leave out its spec, and no machine may leave out its domain's devices")
    func template() throws {
        let resource = try #require(CustomResource.all.first { $0.isNamed("vm") })
        let spec = try #require(resource.definition.spec.versions[0].schema.openAPIV3Schema.properties["spec"])
        let template = try #require(spec.properties["template"])
        #expect(spec.required == ["template"] && template.required == [])
        #expect(template.properties["spec"]?.required == ["domain"])
        #expect(template.properties["spec"]?.properties["domain"]?.required == ["devices"])
    }
}
