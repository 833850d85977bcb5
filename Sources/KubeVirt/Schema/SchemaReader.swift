/// Finds out what a type reads, by letting its `init(from:)` ask: which fields, of which types, and which must be there.
///
/// So a schema cannot say anything but what the type does.
package struct SchemaReader {
    private var known: [ObjectIdentifier: JSONSchema] = [:]
    /// Types that are being read: a type within itself has no finite schema.
    private var open: Set<ObjectIdentifier> = []

    package init() {}

    package mutating func schema<T: Decodable>(of type: T.Type) -> JSONSchema {
        let id = ObjectIdentifier(type)
        if let schema = known[id] { return schema }
        guard open.insert(id).inserted else { return .anything }
        let schema = simple(type) ?? composed(type)
        open.remove(id)
        known[id] = schema
        return schema
    }

    /// Types that are one value.
    private func simple<T: Decodable>(_ type: T.Type) -> JSONSchema? {
        switch type {
        case is Quantity.Type: .quantity
        case is Timestamp.Type: .timestamp
        case is IntOrString.Type: .intOrString
        case is JSONValue.Type: .anything
        case is any ScalarCodable.Type: JSONSchema(.string)
        case let type as any (CaseIterable & RawRepresentable).Type: words(of: type)
        default: nil
        }
    }

    private func words<T: CaseIterable & RawRepresentable>(of type: T.Type) -> JSONSchema? {
        let words = type.allCases.compactMap { $0.rawValue as? String }
        guard !words.isEmpty else { return nil }
        var schema = JSONSchema(.string)
        schema.words = words
        return schema
    }

    private mutating func composed<T: Decodable>(_ type: T.Type) -> JSONSchema {
        if let list = type as? any DecodableList.Type { return .list(of: items(of: list)) }
        if let map = type as? any DecodableMap.Type { return .map(of: values(of: map)) }
        let record = SchemaRecord(self)
        // What it asked for before it failed is what counts: values that nobody wrote cannot please every type.
        _ = try? T(from: SchemaDecoder(record: record))
        self = record.reader
        var schema = record.schema
        // Templates that Kubernetes' own encoder wrote may hold null for it.
        schema.nullable = type is ObjectMeta.Type
        for (name, limit) in (type as? any LimitedFields.Type)?.fieldLimits ?? [:] {
            schema.properties[name]?.narrow(to: limit)
        }
        for (name, merge) in (type as? any MergedLists.Type)?.mergedLists ?? [:] {
            guard var list = schema.properties[name] else { continue }
            list.merge = merge.asFar(as: list)
            schema.properties[name] = list
        }
        return schema
    }

    private mutating func items<List: DecodableList>(of type: List.Type) -> JSONSchema { schema(of: List.Element.self) }
    private mutating func values<Map: DecodableMap>(of type: Map.Type) -> JSONSchema { schema(of: Map.Value.self) }
}

private protocol DecodableList {
    associatedtype Element: Decodable
}

private protocol DecodableMap {
    associatedtype Value: Decodable
}

extension Array: DecodableList where Element: Decodable {}
extension Dictionary: DecodableMap where Key == String, Value: Decodable {}

extension ListMerge {
    /// The API server wants each key of a list's items to be required, and items of a set to be simple.
    fileprivate func asFar(as list: JSONSchema) -> ListMerge? {
        guard let items = list.items else { return nil }
        return switch self {
        case .set: items.kind == .object || items.kind == .array ? nil : self
        case .map(let keys): keys.allSatisfy(items.required.contains) ? self : nil
        }
    }
}

extension JSONSchema {
    fileprivate mutating func narrow(to limit: FieldLimit) {
        maxItems = limit.maxItems ?? maxItems
        maxLength = limit.maxLength ?? maxLength
        words = limit.words ?? words
        minimum = limit.minimum ?? minimum
        maximum = limit.maximum ?? maximum
    }

    /// What Kubernetes takes for an amount, as its own definitions say it.
    fileprivate static let quantity: JSONSchema = {
        var schema = intOrString
        let number = #"([0-9]+(\.[0-9]*)?|\.[0-9]+)"#
        schema.pattern = #"^[+-]?"# + number + "([KMGTPE]i|[numkMGTPE]|[eE][+-]?" + number + ")?$"
        return schema
    }()

    /// Kubernetes' own encoder writes null for a time that is not set.
    fileprivate static let timestamp: JSONSchema = {
        var schema = JSONSchema(.string, format: "date-time")
        schema.nullable = true
        return schema
    }()

    fileprivate static let intOrString: JSONSchema = {
        var schema = JSONSchema()
        schema.isIntOrString = true
        return schema
    }()
}
