/// Fields of an object. An optional field with a wrong value is noted and read as absent, so that the rest is read too.
struct KeyedNodeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    // One reference and no more: the standard library copies a container for each field.
    private let decoder: NodeDecoder

    init(_ decoder: NodeDecoder) { self.decoder = decoder }

    private var session: DecodingSession { decoder.session }
    var codingPath: [any CodingKey] { decoder.path.keys }
    var allKeys: [Key] { decoder.entries.compactMap { Key(stringValue: $0.key) } }

    /// The value of a field, which is asked for by that.
    private func field(_ key: Key) -> Node? {
        if session.notesNames { decoder.audit.asked(for: key) }
        return decoder.field(key.stringValue)
    }

    func contains(_ key: Key) -> Bool { field(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { field(key)?.isNull ?? true }

    private func value(_ key: Key) throws -> Node {
        if let value = field(key) { return value }
        throw session.failure(
            .missingField, "required field ‘\(key.stringValue)’ is missing", decoder.node, decoder.path)
    }

    private func path(_ key: Key) -> FieldPath { decoder.path.appending(key) }

    private func optional<T>(_ key: Key, _ read: (Node) throws -> T) -> T? {
        guard let value = field(key) else { return nil }
        if value.isNull {
            if session.refusesNull { session.record(session.null(value, path(key)).problem) }
            return nil
        }
        do {
            return try read(value)
        } catch {
            session.record(error, at: path(key))
            return nil
        }
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try session.bool(value(key), path(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try session.string(value(key), path(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try session.double(value(key), path(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        Float(try session.double(value(key), path(key)))
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try session.integer(type, value(key), path(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try session.integer(type, value(key), path(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try session.integer(type, value(key), path(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        try session.integer(type, value(key), path(key))
    }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try session.integer(type, value(key), path(key))
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try session.unbox(type, value(key), at: path(key))
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? {
        optional(key) { try session.bool($0, path(key)) }
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? {
        optional(key) { try session.string($0, path(key)) }
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? {
        optional(key) { try session.double($0, path(key)) }
    }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? {
        optional(key) { try session.double($0, path(key)) }.map(Float.init)
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { integer(type, key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) -> Int8? { integer(type, key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) -> Int16? { integer(type, key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) -> Int32? { integer(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { integer(type, key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) -> UInt? { integer(type, key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) -> UInt8? { integer(type, key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) -> UInt16? { integer(type, key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) -> UInt32? { integer(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { integer(type, key) }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) -> T? {
        optional(key) { try session.unbox(type, $0, at: path(key)) }
    }

    private func integer<T: FixedWidthInteger>(_ type: T.Type, _ key: Key) -> T? {
        optional(key) { try session.integer(type, $0, path(key)) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try superDecoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try superDecoder(forKey: key).unkeyedContainer()
    }

    // Nobody audits these: a type that reads its parts' fields itself has to know them all.
    func superDecoder() throws -> any Decoder { NodeDecoder(session: session, node: decoder.node, path: decoder.path) }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        NodeDecoder(session: session, node: try value(key), path: path(key))
    }
}
