package import YAML

/// The documents of a manifest one after the other; a `List` is its items.
package struct ManifestStream {
    private let documents: DocumentStream
    package let file: String?
    /// Items of the list that came last, in reverse.
    private var items: [Node] = []

    /// A manifest whose bytes `read` gives piece by piece, none at the end.
    package init(
        file: String?, limits: Limits = Limits(), read: @escaping () throws(YAMLError) -> [UInt8]
    ) {
        documents = DocumentStream(file: file, limits: limits, read: read)
        self.file = file
    }

    /// The next document, or why it is none of ours; nil at the end. What is thrown ends the manifest.
    package mutating func next() throws(YAMLError) -> Result<ManifestDocument, ManifestError>? {
        guard let node = try nextNode() else { return nil }
        return Result { () throws(ManifestError) in try ManifestDocument(node, file: file) }
    }

    /// The next document of whatever kind.
    package mutating func nextNode() throws(YAMLError) -> Node? {
        while true {
            if let item = items.popLast() { return item }
            guard let document = try documents.next() else { return nil }
            // An empty document between two separators is nothing.
            if document.isNull { continue }
            guard let list = document.list else { return document }
            items = list.reversed()
        }
    }
}

extension Node {
    /// Items of Kubernetes' `List`, and of the lists of single kinds, as an API server gives them.
    fileprivate var list: [Node]? {
        guard let kind = self["kind"]?.scalar?.text, kind.hasSuffix("List") else { return nil }
        return self["items"]?.sequence
    }
}
