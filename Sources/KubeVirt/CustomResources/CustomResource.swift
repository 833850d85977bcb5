/// A kind as a cluster serves it: its names, versions and columns around the schema of its Swift type.
package struct CustomResource: Sendable {
    package struct Version: Sendable, Hashable {
        package var name: String
        /// Whether objects are kept in this version.
        package var isStored = false
        /// What a client is told that uses it.
        package var deprecation: String?
    }

    package struct Column: Sendable, Hashable, Encodable {
        package var name: String
        package var type: String
        package var jsonPath: String
        package var description: String?
        /// 1 for columns of `-o wide`.
        package var priority: Int?
    }

    package enum Subresource: Sendable, Hashable {
        case status
        /// Replicas at the usual places.
        case scale
    }

    package var type: any KubernetesObject.Type
    package var plural: String
    package var shortNames: [String] = []
    package var isNamespaced = true
    /// Whether `kubectl get all` shows it.
    package var isInAll = true
    /// The type's own version is the first.
    package var versions: [Version]
    package var columns: [Column] = []
    package var subresources: [Subresource] = []

    package var kind: String { type.kind }
    package var singular: String { kind.lowercased() }
    /// Such as `kubevirt.io`.
    package var group: String { String(type.apiVersion.prefix { $0 != "/" }) }
    /// Such as `virtualmachines.kubevirt.io`.
    package var name: String { plural + "." + group }

    /// Whether somebody who says this name means it: `vm`, `vms`, `virtualmachine`, `VirtualMachine` or the full name.
    package func isNamed(_ text: String) -> Bool {
        let text = text.lowercased()
        return ([name, plural, singular] + shortNames).contains(text)
    }

    /// The kind of a type.
    package static func of(_ type: any KubernetesObject.Type) -> CustomResource {
        guard let resource = all.first(where: { $0.type == type }) else { fatalError("\(type.kind) is not in the list") }
        return resource
    }

    package var definition: CustomResourceDefinition { CustomResourceDefinition(self) }
}
