package import KubeVirt
import Spelling
package import YAML

/// A document of a manifest, of a kind that we know.
package struct ManifestDocument: Sendable {
    package let resource: CustomResource
    /// The document, in the version that the Swift type has.
    package let node: Node
    package let file: String?

    /// Refuses what says no kind, or one that we do not know.
    package init(_ node: Node, file: String? = nil) throws(ManifestError) {
        func failure(_ message: String, _ place: Node?) -> ManifestError {
            ManifestError(message, file: file, mark: (place ?? node).mark)
        }
        guard node.mapping != nil else {
            throw failure("is no object: expected a mapping with apiVersion, kind and spec", nil)
        }
        guard let kind = node["kind"]?.scalar?.text, !kind.isEmpty else {
            throw failure("has no kind; write apiVersion and kind at its beginning", node["kind"])
        }
        guard let found = node["apiVersion"]?.scalar?.text, !found.isEmpty else {
            throw failure("a \(shortened(kind)) has no apiVersion", node["apiVersion"])
        }
        if let known = Self.known[found + "/" + kind] {
            self.init(known, known.type.apiVersion == found ? node : node.saying(known.type.apiVersion), file: file)
            return
        }
        let versions = CustomResource.all.filter { $0.kind == kind }
            .flatMap { resource in resource.versions.map { resource.group + "/" + $0.name } }
        guard versions.isEmpty else {
            throw failure(
                "apiVersion ‘\(shortened(found))’ of kind \(kind) is not known; write \(versions[0])",
                node["apiVersion"])
        }
        let kinds = CustomResource.all.map(\.kind)
        let hint =
            suggestion(for: kind, among: kinds).map { "; did you mean ‘\($0)’?" }
            ?? "; known are \(kinds.joined(separator: ", "))"
        throw failure("kind ‘\(shortened(kind))’ (\(shortened(found))) is not one of KubeVirt's" + hint, node["kind"])
    }

    /// A document that is taken for one of this kind, whatever it says.
    package init(_ resource: CustomResource, _ node: Node, file: String? = nil) {
        self.resource = resource
        self.node = node
        self.file = file
    }

    private static let known: [String: CustomResource] = Dictionary(
        uniqueKeysWithValues: CustomResource.all.flatMap { resource in
            resource.versions.map { ("\(resource.group)/\($0.name)/\(resource.kind)", resource) }
        })
}

extension Node {
    /// The same object in another version of its kind; versions differ in nothing else.
    fileprivate func saying(_ apiVersion: String) -> Node {
        guard var mapping, let index = mapping.entries.firstIndex(where: { $0.key == "apiVersion" }) else {
            return self
        }
        let text = Scalar(apiVersion, style: .plain, kind: .string)
        mapping.entries[index].value = Node(.scalar(text), mark: mapping.entries[index].value.mark)
        return Node(.mapping(mapping), mark: mark)
    }
}

private func shortened(_ text: String) -> String { text.utf8.count <= 100 ? text : String(text.prefix(50)) + "…" }
