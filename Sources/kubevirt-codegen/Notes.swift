import YAML

/// What the schema does not say: words and types of our own, by Swift's names.
struct Notes {
    /// Docstrings of types, and of fields as `Type.field`.
    private var words: [String: String] = [:]
    private var schemaWords: [String: String] = [:]
    /// Types of fields that the schema calls a string or a number.
    private var types: [String: String] = [:]

    init(notes: Node, vocabulary: Node) {
        for type in notes.mapping?.entries ?? [] {
            words[type.key] = type.value["about"]?.scalar?.text
            for field in type.value["fields"]?.mapping?.entries ?? [] {
                words[type.key + "." + field.key] = field.value.scalar?.text
            }
        }
        for type in vocabulary.mapping?.entries ?? [] {
            for field in type.value.mapping?.entries ?? [] {
                types[type.key + "." + field.key] = field.value.scalar?.text
            }
        }
    }

    /// Takes what the schema says of a type where we say nothing ourselves.
    mutating func add(_ type: String, _ definition: Definition) {
        let fields = definition.properties.map { ("\(type).\($0.name)", $0.about, "*.\($0.name)") }
        for (name, schema, common) in [(type, definition.about, "")] + fields where words[name] == nil {
            let text = schema.isEmpty ? words[common] : schema
            if let text { schemaWords[name] = text }
        }
    }

    /// Whether there is a docstring for a type or field.
    func speaks(of name: String) -> Bool { words[name] != nil || schemaWords[name] != nil }

    func about(_ name: String) -> Prose { Prose(words[name] ?? schemaWords[name] ?? "") }

    func type(of field: String, in type: String) -> String? { types[type + "." + field] }

    /// Names in the notes that no type or field has, so that a word never goes stale unseen.
    func stale(_ known: Set<String>) -> [String] {
        (Array(words.keys) + types.keys).filter { !known.contains($0) && !$0.hasPrefix("*") }.sorted()
    }
}
