/// What one type asked for.
final class SchemaRecord {
    var schema = JSONSchema(.object)
    var reader: SchemaReader

    init(_ reader: SchemaReader) { self.reader = reader }

    func add(_ key: some CodingKey, _ schema: JSONSchema, isRequired: Bool) {
        self.schema.properties[key.stringValue] = schema
        if isRequired, !self.schema.required.contains(key.stringValue) { self.schema.required.append(key.stringValue) }
    }

    /// A value to go on with.
    func placeholder<T: Decodable>(_ type: T.Type) throws -> T {
        if let value = (Quantity.zero as? T) ?? (Timestamp(secondsSinceEpoch: 0) as? T) { return value }
        if let type = type as? any CaseIterable.Type, let value = first(of: type) as? T { return value }
        return try T(from: SchemaDecoder(record: SchemaRecord(reader)))
    }

    private func first<T: CaseIterable>(of type: T.Type) -> Any? { type.allCases.first }
}

/// A decoder of nothing, which notes what it is asked for.
struct SchemaDecoder: Decoder {
    let record: SchemaRecord
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(SchemaFields<Key>(record: record))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        record.schema = .list(of: .anything)
        return SchemaItems()
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        record.schema = .anything
        return SchemaValue(record: record)
    }
}

extension FixedWidthInteger {
    fileprivate static var schema: JSONSchema {
        let isLong = bitWidth > 32 || (bitWidth == 32 && !isSigned)
        var schema = JSONSchema(.integer, format: isLong ? "int64" : "int32")
        if !isSigned { schema.minimum = 0 }
        if bitWidth < 64, !(isSigned && bitWidth == 32) { schema.maximum = Int64(max) }
        if isSigned, bitWidth < 32 { schema.minimum = Int64(min) }
        return schema
    }
}

struct SchemaValue: SingleValueDecodingContainer {
    let record: SchemaRecord
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { note(JSONSchema(.boolean), false) }
    func decode(_ type: String.Type) -> String { note(JSONSchema(.string), "") }
    func decode(_ type: Double.Type) -> Double { note(JSONSchema(.number), 0) }
    func decode(_ type: Float.Type) -> Float { note(JSONSchema(.number), 0) }
    func decode(_ type: Int.Type) -> Int { note(type.schema, 0) }
    func decode(_ type: Int8.Type) -> Int8 { note(type.schema, 0) }
    func decode(_ type: Int16.Type) -> Int16 { note(type.schema, 0) }
    func decode(_ type: Int32.Type) -> Int32 { note(type.schema, 0) }
    func decode(_ type: Int64.Type) -> Int64 { note(type.schema, 0) }
    func decode(_ type: UInt.Type) -> UInt { note(type.schema, 0) }
    func decode(_ type: UInt8.Type) -> UInt8 { note(type.schema, 0) }
    func decode(_ type: UInt16.Type) -> UInt16 { note(type.schema, 0) }
    func decode(_ type: UInt32.Type) -> UInt32 { note(type.schema, 0) }
    func decode(_ type: UInt64.Type) -> UInt64 { note(type.schema, 0) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        record.schema = record.reader.schema(of: type)
        return try record.placeholder(type)
    }

    private func note<T>(_ schema: JSONSchema, _ value: T) -> T {
        record.schema = schema
        return value
    }
}

/// A list without items.
struct SchemaItems: UnkeyedDecodingContainer {
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 0 }
    var isAtEnd: Bool { true }
    var currentIndex: Int { 0 }

    private var end: DecodingError {
        .valueNotFound(Any.self, .init(codingPath: [], debugDescription: "the list has no items"))
    }

    func decodeNil() throws -> Bool { throw end }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { throw end }
    func superDecoder() throws -> any Decoder { throw end }
    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw end }
    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw end }
}
