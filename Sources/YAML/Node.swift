/// A value of a document, with its place.
package struct Node: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping(Mapping)
    }

    package var value: Value
    /// Where the value begins; nil for values that were not read from a text.
    package var mark: Mark?

    package init(_ value: Value, mark: Mark? = nil) {
        self.value = value
        self.mark = mark
    }

    package var scalar: Scalar? {
        if case .scalar(let scalar) = value { scalar } else { nil }
    }

    package var sequence: [Node]? {
        if case .sequence(let items) = value { items } else { nil }
    }

    package var mapping: Mapping? {
        if case .mapping(let mapping) = value { mapping } else { nil }
    }

    package var isNull: Bool { scalar?.kind == .null }

    /// Value of a mapping's key; nil for anything else.
    package subscript(key: String) -> Node? { mapping?[key] }

    /// What the value is, for messages.
    var kindName: String {
        switch value {
        case .scalar(let scalar): scalar.kind.name
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A mapping's entries in the order of the text; keys are unique.
package struct Mapping: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var key: String
        package var keyMark: Mark?
        package var value: Node
    }

    package var entries: [Entry]

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    package subscript(key: String) -> Node? {
        entries.first { $0.key == key }?.value
    }
}
