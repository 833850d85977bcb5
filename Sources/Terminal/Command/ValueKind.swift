/// Why a text is not the value that an option or an argument wants; reads on after the text: `'5' has no unit`.
package struct ValueError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// What a shell may offer while such a value is being typed.
package enum CompletionHint: Hashable, Sendable {
    case none
    case file
    case directory
    case words([String])
    /// The lines that the program itself prints when it is called with these arguments.
    case lines(of: [String])
    /// These lines, and files.
    case linesOrFile(of: [String])
}

/// How a text becomes a value: its name in help, its parser and what completes it.
package struct ValueKind<Value: Sendable>: Sendable {
    package let placeholder: String
    package let hint: CompletionHint
    package let parse: @Sendable (String) throws(ValueError) -> Value

    package init(
        _ placeholder: String, hint: CompletionHint = .none,
        parse: @escaping @Sendable (String) throws(ValueError) -> Value
    ) {
        self.placeholder = placeholder
        self.hint = hint
        self.parse = parse
    }

    /// The same kind under another name in help, or completed differently.
    package func named(_ placeholder: String, hint: CompletionHint? = nil) -> Self {
        Self(placeholder, hint: hint ?? self.hint, parse: parse)
    }
}

extension ValueKind where Value == Duration {
    /// `30s`, `1m30s`, `250ms`.
    package static var duration: Self { Self("DURATION", parse: DurationText.parse) }
}

extension ValueKind where Value == String {
    /// Any text, the empty one too.
    package static var text: Self { Self("TEXT") { text throws(ValueError) in text } }

    /// A path on this host; not empty.
    package static var path: Self { path(hint: .file) }

    /// A directory on this host; not empty.
    package static var directory: Self { path(hint: .directory).named("DIR") }

    private static func path(hint: CompletionHint) -> Self {
        Self("PATH", hint: hint) { text throws(ValueError) in
            if text.isEmpty { throw ValueError("is empty; name a file or directory") }
            return text
        }
    }
}

extension ValueKind where Value == Int {
    /// A whole number within bounds.
    package static func integer(_ bounds: ClosedRange<Int>) -> Self {
        Self("N") { text throws(ValueError) in
            guard let value = Int(text) else { throw ValueError("is not a whole number") }
            guard bounds.contains(value) else {
                throw ValueError("is out of range; write a number from \(bounds.lowerBound) to \(bounds.upperBound)")
            }
            return value
        }
    }
}

extension ValueKind {
    /// One of the raw values of an enumeration.
    package static func choice(of type: Value.Type = Value.self) -> Self
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue)
        return Self(words.joined(separator: "|"), hint: .words(words)) { text throws(ValueError) in
            if let value = Value(rawValue: text) { return value }
            throw ValueError(
                "is none of \(words.joined(separator: ", "))" + Suggestion.question(for: text, among: words))
        }
    }
}
