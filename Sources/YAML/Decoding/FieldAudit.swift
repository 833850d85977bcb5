import KubeVirt
import Spelling

/// Which fields of an object nobody asked for: the strictness of the decoder.
///
/// A field is known if the type asked for it, or if its name makes a key of one of the containers that the type opened.
/// The names that the type asked for are what a suggestion is chosen from; they are noted only where one is needed.
struct FieldAudit {
    /// One bit for each of the first 64 entries: whether the type asked for it.
    private var found: UInt64 = 0
    private var isKnown: [(String) -> Bool] = []
    private var opaque = false
    private var asked: Set<String> = []
    private var keyTypes: [any CodingKey.Type] = []

    /// Whether the type has asked for a container of any kind.
    var touched: Bool { opaque || !isKnown.isEmpty }

    mutating func opened<Key: CodingKey>(keyedBy type: Key.Type) {
        isKnown.append { Key(stringValue: $0) != nil }
        keyTypes.append(type)
    }

    /// The type reads a list or scalar: there are no fields.
    mutating func openedOther() {
        opaque = true
    }

    mutating func asked(for key: some CodingKey) {
        asked.insert(key.stringValue)
    }

    mutating func found(at index: Int) {
        if index < 64 { found |= 1 << UInt64(index) }
    }

    /// Entries that nobody asked for, in their order.
    func findings(in node: Node, for type: Any.Type) -> [Mapping.Entry] {
        guard !opaque, let entries = node.mapping?.entries else { return [] }
        let all: UInt64 = entries.count < 64 ? 1 << UInt64(entries.count) - 1 : .max
        if found == all, entries.count <= 64 { return [] }
        let refused = (type as? any PartiallySupported.Type)?.notYetSupported ?? []
        return entries.enumerated().compactMap { index, entry in
            if index < 64, found & 1 << UInt64(index) != 0 { return nil }
            // A type without stored properties asks for nothing: then every field is unknown.
            if isKnown.contains(where: { $0(entry.key) }) { return nil }
            // Null is Kubernetes' way to say that a field is not set.
            return refused.contains(entry.key) && entry.value.isNull ? nil : entry
        }
    }

    func problem(
        _ entry: Mapping.Entry, of type: Any.Type, at path: FieldPath, file: String?
    ) -> YAMLError.Problem {
        let name = entry.key
        let place = path.appending(NameKey(name)).text
        let partial = type as? any PartiallySupported.Type
        if let partial, partial.notYetSupported.contains(name) {
            return .init(
                .notYetSupported,
                "known to \(partial.fieldsDefinedBy), but not supported by this version; remove it",
                file: file, mark: entry.keyMark, path: place)
        }
        var known = asked
        for type in keyTypes {
            if let type = type as? any (CodingKey & CaseIterable).Type { known.formUnion(Self.names(type)) }
        }
        var message = "unknown field ‘\(shortened(name))’"
        if let near = suggestion(for: name, among: known.sorted() + (partial?.notYetSupported ?? [])) {
            message += "; did you mean ‘\(near)’?"
        } else if !known.isEmpty {
            message += "; known here are \(known.sorted().joined(separator: ", "))"
        } else {
            message += "; no field is known here"
        }
        return .init(.unknownField, message, file: file, mark: entry.keyMark, path: place)
    }

    private static func names<C: CodingKey & CaseIterable>(_ type: C.Type) -> [String] {
        type.allCases.map(\.stringValue)
    }
}
