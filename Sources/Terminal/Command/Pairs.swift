/// An environment variable or label as `KEY=VALUE`.
package struct KeyValue: Hashable, Sendable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// A copy as `SRC:DST`.
package struct CopyPair: Hashable, Sendable {
    package let source: String
    package let destination: String

    package init(source: String, destination: String) {
        self.source = source
        self.destination = destination
    }
}

extension ValueKind where Value == KeyValue {
    /// `KEY=VALUE`, split at the first `=`; the value may be empty, the key may not.
    package static var keyValue: Self {
        Self("KEY=VALUE") { text throws(ValueError) in
            guard let split = text.firstIndex(of: "=") else { throw ValueError("has no '='; write KEY=VALUE") }
            guard split != text.startIndex else { throw ValueError("has no key before '='; write KEY=VALUE") }
            return KeyValue(key: String(text[..<split]), value: String(text[text.index(after: split)...]))
        }
    }
}

extension ValueKind where Value == CopyPair {
    /// `SRC:DST` with exactly one colon that is not escaped; `\:` is a colon in a name, `\\` a backslash.
    package static var copy: Self {
        Self("SRC:DST", hint: .file) { text throws(ValueError) in
            let parts = text.parts(separatedBy: ":")
            guard parts.count == 2 else {
                let count = parts.count == 1 ? "no ':'" : "more than one ':'"
                throw ValueError("has \(count); write SRC:DST, with '\\:' for a colon within a name")
            }
            guard !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValueError("has nothing on one side of ':'; write SRC:DST")
            }
            return CopyPair(source: parts[0], destination: parts[1])
        }
    }
}
