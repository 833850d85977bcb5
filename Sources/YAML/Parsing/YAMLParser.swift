/// Reads texts into value trees. JSON is YAML too, so this reads both.
package struct YAMLParser: Sendable {
    package var limits: Limits

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// All documents of a text; `file` is its name in errors.
    package func documents(in text: String, file: String? = nil) throws(YAMLError) -> [Node] {
        try documents(in: Array(text.utf8), file: file)
    }

    /// All documents of a text in UTF-8.
    package func documents(in bytes: [UInt8], file: String? = nil) throws(YAMLError) -> [Node] {
        guard bytes.count <= limits.bytes else {
            throw YAMLError(
                .init(.tooLarge, "has \(bytes.count) bytes; at most \(limits.bytes) are read", file: file))
        }
        var whole: [UInt8]? = bytes
        let stream = DocumentStream(file: file, limits: limits) { () throws(YAMLError) in
            defer { whole = nil }
            return whole ?? []
        }
        var documents: [Node] = []
        while let document = try stream.next() { documents.append(document) }
        return documents
    }

    /// The only document of a text; none or several are an error.
    package func document(in bytes: [UInt8], file: String? = nil) throws(YAMLError) -> Node {
        let documents = try documents(in: bytes, file: file)
        guard let first = documents.first else {
            throw YAMLError(.init(.documentCount, "is empty; one document is expected", file: file))
        }
        guard documents.count == 1 else {
            throw YAMLError(
                .init(
                    .documentCount,
                    "holds \(documents.count) documents; keep one and put the others in files of their own",
                    file: file, mark: documents[1].mark))
        }
        return first
    }
}
