/// What a value may be, as a CustomResourceDefinition says it: the structural part of OpenAPI v3.
package struct JSONSchema: Sendable, Hashable {
    /// Kinds of values; none where a value may be anything, or a number or text.
    package enum Kind: String, Sendable, Hashable {
        case object, array, string, integer, number, boolean
    }

    package var kind: Kind?
    package var format: String?
    package var pattern: String?
    package var minimum: Int64?
    package var maximum: Int64?
    /// The most items that a list may have.
    package var maxItems: Int?
    /// The most characters that a text may have.
    package var maxLength: Int?
    /// The only texts there are.
    package var words: [String]?
    package var nullable = false
    package var isIntOrString = false
    /// Whether fields that the schema does not name are kept.
    package var keepsUnknownFields = false
    /// Fields of an object by their names.
    package var properties: [String: JSONSchema] = [:]
    /// Fields that must be there.
    package var required: [String] = []
    /// What a map's values, or a list's items, are: one schema, in a list for its size is the outer one's.
    package var inner: [JSONSchema] = []
    /// How two versions of a list are merged.
    package var merge: ListMerge?

    package init(_ kind: Kind? = nil, format: String? = nil, minimum: Int64? = nil, maximum: Int64? = nil) {
        self.kind = kind
        self.format = format
        self.minimum = minimum
        self.maximum = maximum
    }

    package static let anything: JSONSchema = {
        var schema = JSONSchema()
        schema.keepsUnknownFields = true
        return schema
    }()

    package static func list(of items: JSONSchema) -> JSONSchema {
        var schema = JSONSchema(.array)
        schema.inner = [items]
        return schema
    }

    package static func map(of values: JSONSchema) -> JSONSchema {
        var schema = JSONSchema(.object)
        schema.inner = [values]
        return schema
    }

    package var items: JSONSchema? { kind == .array ? inner.first : nil }
    package var additionalProperties: JSONSchema? { kind == .object ? inner.first : nil }
}

extension JSONSchema: Encodable {
    private enum CodingKeys: String, CodingKey {
        case additionalProperties, anyOf
        case words = "enum"
        case format, items, maximum, maxItems, maxLength, minimum, nullable, pattern, properties, required
        case kind = "type"
        case isIntOrString = "x-kubernetes-int-or-string"
        case mapKeys = "x-kubernetes-list-map-keys"
        case listType = "x-kubernetes-list-type"
        case keepsUnknownFields = "x-kubernetes-preserve-unknown-fields"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(additionalProperties, forKey: .additionalProperties)
        if isIntOrString { try container.encode([JSONSchema(.integer), JSONSchema(.string)], forKey: .anyOf) }
        try container.encodeIfPresent(words, forKey: .words)
        try container.encodeIfPresent(format, forKey: .format)
        try container.encodeIfPresent(items, forKey: .items)
        try container.encodeIfPresent(maximum, forKey: .maximum)
        try container.encodeIfPresent(maxItems, forKey: .maxItems)
        try container.encodeIfPresent(maxLength, forKey: .maxLength)
        try container.encodeIfPresent(minimum, forKey: .minimum)
        if nullable { try container.encode(true, forKey: .nullable) }
        try container.encodeIfPresent(pattern, forKey: .pattern)
        if !properties.isEmpty { try container.encode(properties, forKey: .properties) }
        if !required.isEmpty { try container.encode(required.sorted(), forKey: .required) }
        try container.encodeIfPresent(kind?.rawValue, forKey: .kind)
        if isIntOrString { try container.encode(true, forKey: .isIntOrString) }
        switch merge {
        case .map(let keys):
            try container.encode(keys, forKey: .mapKeys)
            try container.encode("map", forKey: .listType)
        case .set: try container.encode("set", forKey: .listType)
        case nil: break
        }
        if keepsUnknownFields { try container.encode(true, forKey: .keepsUnknownFields) }
    }
}
