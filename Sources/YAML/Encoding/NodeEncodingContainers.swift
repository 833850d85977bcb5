struct KeyedNodeEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let codingPath: [any CodingKey]
    let slot: NodeSlot

    func encodeNil(forKey key: Key) { slot.set(key.stringValue, NodeSlot(.null)) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        slot.set(key.stringValue, NodeSlot(try encoded(value, at: codingPath + [key])))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        nested(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { NodeEncoder(codingPath: codingPath, slot: slot) }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func nested(_ key: Key) -> NodeEncoder {
        let encoder = NodeEncoder(codingPath: codingPath + [key])
        slot.set(key.stringValue, encoder.slot)
        return encoder
    }
}

struct UnkeyedNodeEncoder: UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: NodeSlot
    private(set) var count = 0

    init(codingPath: [any CodingKey], slot: NodeSlot) {
        self.codingPath = codingPath
        self.slot = slot
    }

    mutating func encodeNil() { add(NodeSlot(.null)) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        add(NodeSlot(try encoded(value, at: codingPath + [IndexKey(count)])))
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        nested().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { nested() }

    private mutating func nested() -> NodeEncoder {
        let encoder = NodeEncoder(codingPath: codingPath + [IndexKey(count)])
        add(encoder.slot)
        return encoder
    }

    private mutating func add(_ item: NodeSlot) {
        slot.append(item)
        count += 1
    }
}

struct SingleNodeEncoder: SingleValueEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: NodeSlot

    func encodeNil() { put(.null) }
    func encode(_ value: Bool) { put(.plain("\(value)", .bool)) }
    func encode(_ value: String) { put(.string(value)) }
    func encode(_ value: Double) { put(.number(value)) }
    func encode(_ value: Float) { put(.number(Double("\(value)") ?? Double(value))) }
    func encode(_ value: Int) { put(.plain("\(value)", .int)) }
    func encode(_ value: Int8) { put(.plain("\(value)", .int)) }
    func encode(_ value: Int16) { put(.plain("\(value)", .int)) }
    func encode(_ value: Int32) { put(.plain("\(value)", .int)) }
    func encode(_ value: Int64) { put(.plain("\(value)", .int)) }
    func encode(_ value: UInt) { put(.plain("\(value)", .int)) }
    func encode(_ value: UInt8) { put(.plain("\(value)", .int)) }
    func encode(_ value: UInt16) { put(.plain("\(value)", .int)) }
    func encode(_ value: UInt32) { put(.plain("\(value)", .int)) }
    func encode(_ value: UInt64) { put(.plain("\(value)", .int)) }
    func encode<T: Encodable>(_ value: T) throws { put(try encoded(value, at: codingPath)) }

    private func put(_ node: Node) { slot.content = .node(node) }
}
