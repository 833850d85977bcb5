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
        try checkEncoding(bytes, file: file)
        return try bytes.withUnsafeBufferPointer { text throws(YAMLError) in
            var composer = Composer(try EventReader(borrowing: text, file: file), file: file, limits: limits)
            var documents: [Node] = []
            while let document = try composer.document() { documents.append(document) }
            return documents
        }
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

    private func checkEncoding(_ bytes: [UInt8], file: String?) throws(YAMLError) {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw YAMLError(.init(.encoding, "is UTF-16; save it as UTF-8", file: file, mark: Mark(line: 1, column: 1)))
        }
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var mark = Mark(line: 1, column: 1)
        loop: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue("\n"): mark = Mark(line: mark.line + 1, column: 1)
            case .scalarValue: mark.column += 1
            case .emptyInput, .error: break loop
            }
        }
        throw YAMLError(.init(.encoding, "is not UTF-8 at this place; save it as UTF-8", file: file, mark: mark))
    }
}
