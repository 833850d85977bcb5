package import YAML

/// The documents of a manifest one after the other; a `List` is its items.
package struct ManifestStream {
    private let documents: DocumentStream
    private let file: String?
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
        while true {
            let node: Node
            if let item = items.popLast() {
                node = item
            } else if let document = try documents.next() {
                // An empty document between two separators is nothing.
                if document.isNull { continue }
                if let list = document.list {
                    items = list.reversed()
                    continue
                }
                node = document
            } else {
                return nil
            }
            return Result { () throws(ManifestError) in try ManifestDocument(node, file: file) }
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
