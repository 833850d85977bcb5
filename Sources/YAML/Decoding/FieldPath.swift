/// A position in a list, as a coding key.
struct IndexKey: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "" }

    init(_ index: Int) { intValue = index }
    init?(intValue: Int) { self.init(intValue) }
    init?(stringValue: String) { nil }
}

/// A field's name as a coding key.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

/// The way from a document's root to a value, the last step first: a step costs no copy of those before it.
struct FieldPath {
    private final class Step {
        let key: any CodingKey
        let before: Step?

        init(_ key: any CodingKey, after before: Step?) {
            self.key = key
            self.before = before
        }
    }

    private let last: Step?

    static var root: FieldPath { FieldPath(last: nil) }

    private init(last: Step?) { self.last = last }

    init(_ keys: [any CodingKey]) {
        last = keys.reduce(nil) { Step($1, after: $0) }
    }

    func appending(_ key: any CodingKey) -> FieldPath { FieldPath(last: Step(key, after: last)) }

    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        var step = last
        while let next = step {
            keys.append(next.key)
            step = next.before
        }
        return keys.reversed()
    }

    /// As Kubernetes writes it: `spec.disks[0].name`, `metadata.annotations[mayfly.dev/kernel]`.
    var text: String {
        var text = ""
        for key in keys {
            let name = shortened(key.stringValue)
            // Only our own keys count as positions: a dictionary's key may be a number too.
            if key is IndexKey || name.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }) {
                text += "[\(name)]"
            } else {
                text += (text.isEmpty ? "" : ".") + name
            }
        }
        return text
    }
}
