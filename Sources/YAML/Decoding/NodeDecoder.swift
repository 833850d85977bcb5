/// The decoder that a type's `init(from:)` sees.
struct NodeDecoder: Decoder {
    let session: DecodingSession
    let node: Node
    let codingPath: [any CodingKey]
    let audit: FieldAudit

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let mapping = node.mapping else { throw session.wrongType("a mapping", node, codingPath) }
        audit.opened(mapping, keyedBy: type)
        return KeyedDecodingContainer(
            KeyedNodeContainer<Key>(
                session: session, mapping: mapping, node: node, codingPath: codingPath, audit: audit))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let items = node.sequence else { throw session.wrongType("a list", node, codingPath) }
        audit.openedOther()
        return UnkeyedNodeContainer(session: session, items: items, node: node, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        audit.openedOther()
        return SingleNodeContainer(session: session, node: node, codingPath: codingPath)
    }
}

/// A value that is one scalar, or another type's value.
struct SingleNodeContainer: SingleValueDecodingContainer {
    let session: DecodingSession
    let node: Node
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { node.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try session.bool(node, codingPath) }
    func decode(_ type: String.Type) throws -> String { try session.string(node, codingPath) }
    func decode(_ type: Double.Type) throws -> Double { try session.double(node, codingPath) }
    func decode(_ type: Float.Type) throws -> Float { Float(try session.double(node, codingPath)) }
    func decode(_ type: Int.Type) throws -> Int { try session.integer(type, node, codingPath) }
    func decode(_ type: Int8.Type) throws -> Int8 { try session.integer(type, node, codingPath) }
    func decode(_ type: Int16.Type) throws -> Int16 { try session.integer(type, node, codingPath) }
    func decode(_ type: Int32.Type) throws -> Int32 { try session.integer(type, node, codingPath) }
    func decode(_ type: Int64.Type) throws -> Int64 { try session.integer(type, node, codingPath) }
    func decode(_ type: UInt.Type) throws -> UInt { try session.integer(type, node, codingPath) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try session.integer(type, node, codingPath) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try session.integer(type, node, codingPath) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try session.integer(type, node, codingPath) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try session.integer(type, node, codingPath) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try session.unbox(type, node, at: codingPath) }
}
