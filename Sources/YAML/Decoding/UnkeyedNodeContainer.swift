/// Items of a list.
struct UnkeyedNodeContainer: UnkeyedDecodingContainer {
    let session: DecodingSession
    let items: [Node]
    let node: Node
    let path: FieldPath
    private(set) var currentIndex = 0

    init(session: DecodingSession, items: [Node], node: Node, path: FieldPath) {
        self.session = session
        self.items = items
        self.node = node
        self.path = path
    }

    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, items[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let (item, path) = try next()
        // The standard types ask for a single-value container, which reads them as scalars.
        let value = try session.unbox(type, item, at: path)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try superDecoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        let (item, path) = try next()
        currentIndex += 1
        return NodeDecoder(session: session, node: item, path: path)
    }

    private func next() throws -> (Node, FieldPath) {
        let path = path.appending(IndexKey(currentIndex))
        guard !isAtEnd else { throw session.failure(.missingField, "the list ends too early", node, path) }
        return (items[currentIndex], path)
    }
}
