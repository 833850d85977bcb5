import YAML

/// A document of OpenAPI definitions, as far as Kubernetes' use of it goes.
struct Schema {
    var definitions: [String: Definition] = [:]

    /// Adds the definitions of a document, where a name that is there already is replaced, and its `fields`, which
    /// definitions that are there get beside their own.
    mutating func read(_ bytes: [UInt8], file: String) throws {
        let limits = Limits(bytes: 64 << 20)
        let document = try YAMLParser(limits: limits).document(in: bytes, file: file)
        for entry in document["definitions"]?.mapping?.entries ?? [] {
            definitions[entry.key] = Definition(entry.value)
        }
        for entry in document["fields"]?.mapping?.entries ?? [] {
            definitions[entry.key]?.add(entry.value.mapping?.entries ?? [])
        }
    }

    /// The definition of this name and those that it leans on, each once, nearest first.
    func reachable(from name: String) -> [String] {
        var found: [String] = []
        var waiting = [name]
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            guard !found.contains(next), let definition = definitions[next] else { continue }
            found.append(next)
            waiting += definition.properties.compactMap { $0.shape.reference }
        }
        return found
    }
}

/// One type of the schema.
struct Definition {
    var about: String
    var required: Set<String>
    var properties: [Property]

    init(_ node: Node) {
        about = node["description"]?.scalar?.text ?? ""
        required = Set((node["required"]?.sequence ?? []).compactMap { $0.scalar?.text })
        properties = (node["properties"]?.mapping?.entries ?? []).map { Property(name: $0.key, $0.value) }
            .sorted { $0.name < $1.name }
    }

    fileprivate mutating func add(_ fields: [Mapping.Entry]) {
        let names = Set(fields.map(\.key))
        properties.removeAll { names.contains($0.name) }
        properties += fields.map { Property(name: $0.key, $0.value) }
        properties.sort { $0.name < $1.name }
    }
}

/// One field of a type.
struct Property {
    var name: String
    var about: String
    var shape: Shape
    /// Fields by which the items of a list are told apart when two lists are merged.
    var mapKeys: [String]
    /// Whether a list's items are unique.
    var isSet: Bool

    init(name: String, _ node: Node) {
        self.name = name
        about = node["description"]?.scalar?.text ?? ""
        shape = Shape(node)
        let list = node["x-kubernetes-list-type"]?.scalar?.text
        isSet = list == "set"
        mapKeys =
            list == "map" ? (node["x-kubernetes-list-map-keys"]?.sequence ?? []).compactMap { $0.scalar?.text } : []
    }
}

/// What a field holds.
indirect enum Shape: Sendable {
    case string, bool, number, integer(format: String?), integerOrString, time, anything
    case list(Shape)
    case map(Shape)
    case reference(String)

    /// Definitions that are values of our own rather than types with fields.
    private static let values: [String: Shape] = [
        "k8s.io.apimachinery.pkg.apis.meta.v1.Duration": .string,
        "k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1": .anything,
        "k8s.io.apimachinery.pkg.apis.meta.v1.Time": .time,
        "k8s.io.apimachinery.pkg.runtime.RawExtension": .anything,
        "k8s.io.apimachinery.pkg.util.intstr.IntOrString": .integerOrString,
    ]

    init(_ node: Node) {
        if let reference = node["$ref"]?.scalar?.text {
            let name = String(reference.split(separator: "/").last ?? "")
            self = Self.values[name] ?? .reference(name)
            return
        }
        if let types = node["type"]?.sequence?.compactMap({ $0.scalar?.text }) {
            // Times may be null, ports are numbers or names.
            self = types.contains("null") ? .time : .integerOrString
            return
        }
        switch node["type"]?.scalar?.text {
        case "string": self = node["format"]?.scalar?.text == "date-time" ? .time : .string
        case "boolean": self = .bool
        case "number": self = .number
        case "integer": self = .integer(format: node["format"]?.scalar?.text)
        case "array": self = node["items"].map { .list(Shape($0)) } ?? .anything
        default: self = node["additionalProperties"].map { .map(Shape($0)) } ?? .anything
        }
    }

    /// The definition that is leant on, through lists and maps.
    var reference: String? {
        switch self {
        case .reference(let name): name
        case .list(let item), .map(let item): item.reference
        default: nil
        }
    }
}
