import KubeVirt
import Spelling

/// Which fields of an object nobody asked for: the strictness of the decoder.
///
/// A field is known if its name makes a key of one of the containers that the type asked for. The names that the type
/// asked values of are what a suggestion is chosen from.
final class FieldAudit {
    private let notYetSupported: [String]
    private let definedBy: String
    /// Nil until the type has asked for a container.
    private var unknown: Set<String>?
    private var opaque = false
    private var asked: Set<String> = []

    init(_ type: Any.Type) {
        let partial = type as? any PartiallySupported.Type
        notYetSupported = partial?.notYetSupported ?? []
        definedBy = partial?.fieldsDefinedBy ?? ""
    }

    /// Whether the type has asked for a container of any kind.
    var touched: Bool { opaque || unknown != nil }

    func opened<Key: CodingKey>(_ mapping: Mapping, keyedBy type: Key.Type) {
        let strangers = Set(mapping.entries.lazy.map(\.key).filter { Key(stringValue: $0) == nil })
        unknown = unknown?.intersection(strangers) ?? strangers
        if let type = type as? any (CodingKey & CaseIterable).Type { asked.formUnion(Self.names(type)) }
    }

    /// The type reads a list or scalar: there are no fields.
    func openedOther() {
        opaque = true
    }

    func asked(for key: any CodingKey) {
        asked.insert(key.stringValue)
    }

    func report(_ node: Node, at path: [any CodingKey], to session: DecodingSession) {
        for entry in findings(in: node) {
            session.record(problem(entry, at: path, file: session.file))
        }
    }

    func hasFindings(in node: Node) -> Bool { !findings(in: node).isEmpty }

    private func findings(in node: Node) -> [Mapping.Entry] {
        guard !opaque, let mapping = node.mapping else { return [] }
        // A type without stored properties asks for nothing: then every field is unknown.
        let unknown = unknown ?? Set(mapping.entries.map(\.key))
        return mapping.entries.filter { entry in
            // Null is Kubernetes' way to say that a field is not set.
            unknown.contains(entry.key) && !(notYetSupported.contains(entry.key) && entry.value.isNull)
        }
    }

    private func problem(_ entry: Mapping.Entry, at path: [any CodingKey], file: String?) -> YAMLError.Problem {
        let name = entry.key
        let fullPath = pathText(path + [NameKey(name)])
        if notYetSupported.contains(name) {
            return .init(
                .notYetSupported,
                "known to \(definedBy), but not supported by this version; remove it",
                file: file, mark: entry.keyMark, path: fullPath)
        }
        var message = "unknown field ‘\(name)’"
        if let near = suggestion(for: name, among: asked.sorted() + notYetSupported) {
            message += "; did you mean ‘\(near)’?"
        } else if !asked.isEmpty {
            message += "; known here are \(asked.sorted().joined(separator: ", "))"
        } else {
            message += "; no field is known here"
        }
        return .init(.unknownField, message, file: file, mark: entry.keyMark, path: fullPath)
    }

    private static func names<C: CodingKey & CaseIterable>(_ type: C.Type) -> [String] {
        type.allCases.map(\.stringValue)
    }
}

/// A field's name as a coding key.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
