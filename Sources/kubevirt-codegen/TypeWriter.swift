/// Writes a type of the schema as Swift.
struct TypeWriter {
    let schema: Schema
    let names: Names
    let notes: Notes

    /// A field as Swift has it.
    private struct Field {
        var property: Property
        var type: String
        var isRequired: Bool
        /// Whether it is always there in Swift, though a document may leave it out: then it is empty, as in Go.
        var isFilledIn = false
        /// The value that an initializer has for it; nil when one has to be given.
        var initial: String?

        var name: String { Self.keywords.contains(property.name) ? "`\(property.name)`" : property.name }

        private static let keywords: Set<String> = [
            "as", "case", "class", "default", "extension", "func", "in", "init", "internal", "operator", "private",
            "protocol", "public", "repeat", "self", "static", "switch", "where",
        ]
    }

    /// The file of a type: its name and text.
    func file(_ name: String, _ definition: Definition) -> (name: String, text: String) {
        let words = name.split(separator: ".").map(String.init)
        let kind = Names.kinds.first { $0.name == name }
        var lines: [String] = []
        if words.count > 1 { lines.append("extension \(words[0]) {") }
        let margin = words.count > 1 ? 4 : 0
        lines += notes.about(name).lines(indent: margin)
        let body =
            kind.map { object($0, name: name, definition) } ?? structure(words[words.count - 1], name: name, definition)
        lines += body.map { $0.isEmpty ? "" : String(repeating: " ", count: margin) + $0 }
        if words.count > 1 { lines.append("}") }
        lines += mergedLists(name, definition)
        return (words.joined(separator: "+") + ".swift", lines.joined(separator: "\n") + "\n")
    }

    private func fields(of name: String, _ definition: Definition) -> [Field] {
        definition.properties.map { property in
            let noted = notes.type(of: property.name, in: name)
            let isNoted = noted?.hasSuffix("!") == true
            let required = definition.required.contains(property.name) || isNoted
            let type = noted?.replacing("!", with: "") ?? swift(property.shape, in: name)
            let initial = required ? emptyValue(property.shape, type) : "nil"
            return Field(
                property: property, type: required ? type : type + "?", isRequired: required,
                isFilledIn: isNoted && !definition.required.contains(property.name), initial: initial)
        }
    }

    private func structure(_ plain: String, name: String, _ definition: Definition) -> [String] {
        let fields = fields(of: name, definition)
        var lines = ["public struct \(plain): Sendable, Hashable, Codable {"]
        guard !fields.isEmpty else { return lines + ["    /// The only value there is.", "    public init() {}", "}"] }
        lines += fields.flatMap { declaration($0, of: name) }
        lines += ["", "    /// A value with these fields; what is not given stays unset."]
        lines += initializer(fields)
        if fields.contains(where: \.isFilledIn) { lines += [""] + filling(fields) }
        return lines + ["}"]
    }

    private func filling(_ fields: [Field]) -> [String] {
        let names = fields.filter(\.isFilledIn).map { "`\($0.property.name)`" }
        return [
            "    /// Reads a value, where an absent \(names.joined(separator: " or ")) is an empty one, as it is in Go.",
            "    public init(from decoder: any Decoder) throws {",
            "        let container = try decoder.container(keyedBy: CodingKeys.self)",
        ] + fields.map(decoding) + ["    }"]
    }

    private func decoding(_ field: Field) -> String {
        let plain = field.type.hasSuffix("?") ? String(field.type.dropLast()) : field.type
        let name = field.property.name
        let fallback = field.isFilledIn ? field.initial.map { " ?? " + $0 } ?? "" : ""
        let method = field.isRequired && !field.isFilledIn ? "decode" : "decodeIfPresent"
        return "        \(name) = try container.\(method)(\(plain).self, forKey: .\(name))\(fallback)"
    }

    private func declaration(_ field: Field, of name: String) -> [String] {
        let about = notes.about("\(name).\(field.property.name)")
        let margin = name.contains(".") ? 4 : 0
        return about.lines(indent: 4 + margin).map { String($0.dropFirst(margin)) } + [
            "    public var \(field.name): \(field.type)"
        ]
    }

    private func initializer(_ fields: [Field]) -> [String] {
        let parameters = fields.map { "\($0.name): \($0.type)" + ($0.initial.map { " = " + $0 } ?? "") }
        return ["    public init("]
            + parameters.enumerated().map {
                "        " + $1 + ($0 == parameters.count - 1 ? "" : ",")
            } + ["    ) {"] + fields.map { "        self.\($0.property.name) = \($0.name)" } + ["    }"]
    }

    /// A kind: its version and name are constants, which a document may leave out and must not contradict.
    private func object(_ kind: Names.Kind, name: String, _ definition: Definition) -> [String] {
        let own = fields(of: name, definition).filter { !["apiVersion", "kind"].contains($0.property.name) }.map {
            field -> Field in
            guard field.property.name == "metadata" else { return field }
            var field = field
            field.type = "ObjectMeta"
            field.isFilledIn = true
            field.initial = "ObjectMeta()"
            return field
        }
        var lines = [
            "public struct \(name): KubernetesObject {", "    /// The API version of the kind.",
            "    public static let apiVersion = \"\(kind.apiVersion)\"", "    /// The kind's name.",
            "    public static let kind = \"\(name)\"", "", "    /// Always `\(kind.apiVersion)`.",
            "    public private(set) var apiVersion: String = Self.apiVersion", "    /// Always `\(name)`.",
            "    public private(set) var kind: String = Self.kind",
        ]
        for field in own {
            if field.property.name == "metadata" {
                lines += ["    /// Name, labels and annotations.", "    public var metadata: ObjectMeta"]
            } else {
                lines += declaration(field, of: name)
            }
        }
        lines += ["", "    /// An object of these parts."] + initializer(own)
        lines += [
            "", "    /// Reads an object; another API version or kind is an error, an absent one is taken for ours.",
            "    public init(from decoder: any Decoder) throws {",
            "        let container = try decoder.container(keyedBy: CodingKeys.self)",
            "        try container.require(Self.apiVersion, forKey: .apiVersion)",
            "        try container.require(Self.kind, forKey: .kind)",
        ]
        lines += own.map(decoding)
        return lines + ["    }", "}"]
    }

    private func swift(_ shape: Shape, in type: String) -> String {
        switch shape {
        case .string: return "String"
        case .bool: return "Bool"
        case .number: return "Double"
        case .integer(let format): return format == "int32" ? "Int32" : format == "byte" ? "UInt8" : "Int64"
        case .integerOrString: return "IntOrString"
        case .time: return "Timestamp"
        case .anything: return "JSONValue"
        case .list(let item): return "[\(swift(item, in: type))]"
        case .map(let item): return "[String: \(swift(item, in: type))]"
        case .reference(let definition):
            let name = names.swift[definition] ?? definition
            let home = type.split(separator: ".")[0] + "."
            return name.hasPrefix(home) ? String(name.dropFirst(home.count)) : name
        }
    }

    /// `X()` where a type has no field that must be given.
    private func emptyValue(_ shape: Shape, _ type: String) -> String? {
        guard case .reference(let name) = shape, isEmptyable(name) else { return nil }
        return type + "()"
    }

    private func isEmptyable(_ name: String) -> Bool {
        guard let definition = schema.definitions[name], !Names.byHand.contains(name) else { return false }
        return definition.properties.filter { definition.required.contains($0.name) }.allSatisfy {
            guard case .reference(let name) = $0.shape else { return false }
            return isEmptyable(name)
        }
    }

    private func mergedLists(_ name: String, _ definition: Definition) -> [String] {
        let lists = definition.properties.compactMap { property -> String? in
            if property.isSet { return "\"\(property.name)\": .set" }
            guard !property.mapKeys.isEmpty else { return nil }
            return "\"\(property.name)\": .map(by: [\(property.mapKeys.map { "\"\($0)\"" }.joined(separator: ", "))])"
        }
        guard !lists.isEmpty else { return [] }
        return [
            "", "extension \(name): MergedLists {",
            "    package static let mergedLists: [String: ListMerge] = [\(lists.joined(separator: ", "))]", "}",
        ]
    }
}
