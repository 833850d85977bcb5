/// The decoder that a type's `init(from:)` sees, and the strictness over it: which fields nobody asked for.
final class NodeDecoder: Decoder {
    let session: DecodingSession
    let node: Node
    let path: FieldPath
    var audit = FieldAudit()
    /// Empty unless the node is a mapping.
    let entries: [Mapping.Entry]
    /// Where each field stands, if there are more than a few.
    private let places: [String: Int]?

    init(session: DecodingSession, node: Node, path: FieldPath) {
        self.session = session
        self.node = node
        self.path = path
        entries = node.mapping?.entries ?? []
        places =
            entries.count > 16
            ? Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first }) : nil
    }

    /// The value of a field, which is asked for by that.
    func field(_ name: String) -> Node? {
        guard let index = places.map({ $0[name] }) ?? entries.firstIndex(where: { $0.key == name }) else { return nil }
        audit.found(at: index)
        return entries[index].value
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard node.mapping != nil else { throw session.wrongType("a mapping", node, path) }
        audit.opened(keyedBy: type)
        return KeyedDecodingContainer(KeyedNodeContainer<Key>(self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let items = node.sequence else { throw session.wrongType("a list", node, path) }
        audit.openedOther()
        return UnkeyedNodeContainer(session: session, items: items, node: node, path: path)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        audit.openedOther()
        return SingleNodeContainer(session: session, node: node, path: path)
    }
}

/// A value that is one scalar, or another type's value.
struct SingleNodeContainer: SingleValueDecodingContainer {
    let session: DecodingSession
    let node: Node
    let path: FieldPath

    var codingPath: [any CodingKey] { path.keys }

    func decodeNil() -> Bool { node.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try session.bool(node, path) }
    func decode(_ type: String.Type) throws -> String { try session.string(node, path) }
    func decode(_ type: Double.Type) throws -> Double { try session.double(node, path) }
    func decode(_ type: Float.Type) throws -> Float { Float(try session.double(node, path)) }
    func decode(_ type: Int.Type) throws -> Int { try session.integer(type, node, path) }
    func decode(_ type: Int8.Type) throws -> Int8 { try session.integer(type, node, path) }
    func decode(_ type: Int16.Type) throws -> Int16 { try session.integer(type, node, path) }
    func decode(_ type: Int32.Type) throws -> Int32 { try session.integer(type, node, path) }
    func decode(_ type: Int64.Type) throws -> Int64 { try session.integer(type, node, path) }
    func decode(_ type: UInt.Type) throws -> UInt { try session.integer(type, node, path) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try session.integer(type, node, path) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try session.integer(type, node, path) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try session.integer(type, node, path) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try session.integer(type, node, path) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try session.unbox(type, node, at: path) }
}
