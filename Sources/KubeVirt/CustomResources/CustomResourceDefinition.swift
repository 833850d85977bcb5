/// A kind as an API server is told of it (apiextensions.k8s.io/v1).
package struct CustomResourceDefinition: Sendable, Encodable {
    package struct Metadata: Sendable, Encodable {
        package var labels: [String: String]
        package var name: String
    }

    package struct Names: Sendable, Encodable {
        package var categories: [String]?
        package var kind: String
        package var listKind: String
        package var plural: String
        package var shortNames: [String]?
        package var singular: String
    }

    package struct Version: Sendable, Encodable {
        package struct Validation: Sendable, Encodable {
            package var openAPIV3Schema: JSONSchema
        }

        package struct Empty: Sendable, Encodable {}

        package struct Scale: Sendable, Encodable {
            package var labelSelectorPath = ".status.labelSelector"
            package var specReplicasPath = ".spec.replicas"
            package var statusReplicasPath = ".status.replicas"
        }

        package struct Subresources: Sendable, Encodable {
            package var scale: Scale?
            package var status: Empty?
        }

        package var additionalPrinterColumns: [CustomResource.Column]?
        package var deprecated: Bool?
        package var deprecationWarning: String?
        package var name: String
        package var schema: Validation
        package var served = true
        package var storage: Bool
        package var subresources: Subresources?
    }

    package struct Spec: Sendable, Encodable {
        package var group: String
        package var names: Names
        package var scope: String
        package var versions: [Version]
    }

    package let apiVersion = "apiextensions.k8s.io/v1"
    package let kind = "CustomResourceDefinition"
    package var metadata: Metadata
    package var spec: Spec

    init(_ resource: CustomResource) {
        metadata = Metadata(labels: ["kubevirt.io": ""], name: resource.name)
        let validation = Version.Validation(openAPIV3Schema: Self.schema(of: resource.type))
        spec = Spec(
            group: resource.group,
            names: Names(
                categories: resource.isInAll ? ["all"] : nil, kind: resource.kind, listKind: resource.kind + "List",
                plural: resource.plural, shortNames: resource.shortNames.nonEmpty, singular: resource.singular),
            scope: resource.isNamespaced ? "Namespaced" : "Cluster",
            versions: resource.versions.map { version in
                Version(
                    additionalPrinterColumns: resource.columns.nonEmpty,
                    deprecated: version.deprecation == nil ? nil : true, deprecationWarning: version.deprecation,
                    name: version.name, schema: validation, storage: version.isStored,
                    subresources: Self.subresources(resource.subresources))
            })
    }

    private static func subresources(_ list: [CustomResource.Subresource]) -> Version.Subresources? {
        guard !list.isEmpty else { return nil }
        return Version.Subresources(
            scale: list.contains(.scale) ? .init() : nil, status: list.contains(.status) ? .init() : nil)
    }

    private static func schema(of type: any KubernetesObject.Type) -> JSONSchema {
        var reader = SchemaReader()
        func read<T: Decodable>(_ type: T.Type) -> JSONSchema { reader.schema(of: type) }
        var schema = read(type)
        // The API server has its own idea of metadata, and allows no other.
        schema.properties["metadata"] = JSONSchema(.object)
        return schema
    }
}

extension Array {
    fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
