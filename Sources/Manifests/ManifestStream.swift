package import YAML

/// The documents of a manifest one after the other; a `List` is its items.
package struct ManifestStream {
    private let documents: DocumentStream
    package let file: String?
    /// Items of the list that came last, in reverse.
    private var items: [Node] = []
    /// Whether anything but comments has come.
    package private(set) var holdsDocument = false

    /// A manifest whose bytes `read` gives piece by piece, none at the end.
    package init(
        file: String?, limits: Limits = Limits(), read: @escaping () throws(YAMLError) -> [UInt8]
    ) {
        documents = DocumentStream(file: file, limits: limits, read: read)
        self.file = file
    }

    /// The next document, or why it is none of ours; nil at the end. What is thrown ends the manifest: a mistake in one
    /// line of JSON lines does not.
    package mutating func next() throws(YAMLError) -> Result<ManifestDocument, ManifestError>? {
        let node: Node
        do throws(YAMLError) {
            guard let next = try nextNode() else { return nil }
            node = next
        } catch {
            guard documents.resume(), let problem = error.problems.first else { throw error }
            return .failure(ManifestError(problem.message, file: file, mark: problem.mark))
        }
        return Result { () throws(ManifestError) in try ManifestDocument(node, file: file) }
    }

    /// The next document of whatever kind.
    package mutating func nextNode() throws(YAMLError) -> Node? {
        while true {
            if let item = items.popLast() { return item }
            let document: Node
            do throws(YAMLError) {
                guard let next = try documents.next() else { return nil }
                document = next
            } catch {
                holdsDocument = true
                throw error
            }
            // An empty document between two separators is nothing.
            if document.isNull { continue }
            holdsDocument = true
            guard let list = document.list else { return document }
            items = list.reversed()
        }
    }
}

extension ManifestStream {
    /// What is wrong with a manifest that has been read to its end and holds nothing; nil when it holds something.
    package var emptiness: ManifestError? {
        holdsDocument
            ? nil
            : ManifestError(
                "holds no document; write an object with apiVersion, kind and spec into it", file: file, mark: nil)
    }
}

extension Node {
    /// Items of Kubernetes' `List`, and of the lists of single kinds, as an API server gives them.
    fileprivate var list: [Node]? {
        guard let kind = self["kind"]?.scalar?.text, kind.hasSuffix("List") else { return nil }
        return self["items"]?.sequence
    }
}
