/// Fields of an object. An optional field with a wrong value is noted and read as absent, so that the rest is read too.
struct KeyedNodeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let session: DecodingSession
    let node: Node
    let codingPath: [any CodingKey]
    let audit: FieldAudit
    private let fields: [String: Node]

    init(session: DecodingSession, mapping: Mapping, node: Node, codingPath: [any CodingKey], audit: FieldAudit) {
        self.session = session
        self.node = node
        self.codingPath = codingPath
        self.audit = audit
        fields = Dictionary(mapping.entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    var allKeys: [Key] { (node.mapping?.entries ?? []).compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool {
        audit.asked(for: key)
        return fields[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        audit.asked(for: key)
        return fields[key.stringValue]?.isNull ?? true
    }

    private func value(_ key: Key) throws -> (Node, [any CodingKey]) {
        audit.asked(for: key)
        guard let value = fields[key.stringValue] else {
            throw session.failure(.missingField, "required field ‘\(key.stringValue)’ is missing", node, codingPath)
        }
        return (value, codingPath + [key])
    }

    private func optional<T>(_ key: Key, _ read: (Node, [any CodingKey]) throws -> T) -> T? {
        audit.asked(for: key)
        guard let value = fields[key.stringValue], !value.isNull else { return nil }
        let path = codingPath + [key]
        do {
            return try read(value, path)
        } catch {
            session.record(error, at: path)
            return nil
        }
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try session.bool(value(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try session.string(value(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try session.double(value(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try session.double(value(key))) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try session.integer(type, value(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try session.integer(type, value(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try session.integer(type, value(key)) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try session.integer(type, value(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try session.integer(type, value(key)) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try session.integer(type, value(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try session.integer(type, value(key)) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try session.integer(type, value(key)) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try session.integer(type, value(key)) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try session.integer(type, value(key)) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (node, path) = try value(key)
        return try session.unbox(type, node, at: path)
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { optional(key, session.bool) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { optional(key, session.string) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { optional(key, session.double) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? {
        optional(key, session.double).map(Float.init)
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
        optional(key) { try session.unbox(type, $0, at: $1) }
    }

    private func integer<T: FixedWidthInteger>(_ type: T.Type, _ key: Key) -> T? {
        optional(key) { try session.integer(type, $0, $1) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(value(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(value(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder((node, codingPath)) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(value(key)) }

    /// Nobody audits these: a type that reads its parts' fields itself has to know them all.
    private func decoder(_ place: (node: Node, path: [any CodingKey])) -> NodeDecoder {
        NodeDecoder(session: session, node: place.node, codingPath: place.path, audit: FieldAudit(Never.self))
    }
}

extension DecodingSession {
    fileprivate func bool(_ place: (Node, [any CodingKey])) throws -> Bool { try bool(place.0, place.1) }
    fileprivate func string(_ place: (Node, [any CodingKey])) throws -> String { try string(place.0, place.1) }
    fileprivate func double(_ place: (Node, [any CodingKey])) throws -> Double { try double(place.0, place.1) }
    fileprivate func integer<T: FixedWidthInteger>(_ type: T.Type, _ place: (Node, [any CodingKey])) throws -> T {
        try integer(type, place.0, place.1)
    }
}
