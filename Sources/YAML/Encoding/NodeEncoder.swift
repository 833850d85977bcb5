import KubeVirt

/// The tree of a value.
func encoded<T: Encodable>(_ value: T, at path: [any CodingKey]) throws -> Node {
    if let value = value as? any ScalarCodable { return .string(value.scalarText) }
    let encoder = NodeEncoder(codingPath: path)
    try value.encode(to: encoder)
    var node = encoder.slot.node
    // A dictionary's order is random from run to run.
    if value is any KeyedByText, case .mapping(var mapping) = node.value {
        mapping.entries.sort { $0.key < $1.key }
        node.value = .mapping(mapping)
    }
    return node
}

private protocol KeyedByText {}
extension Dictionary: KeyedByText {}

/// Where an encoder's container leaves its value; containers of one encoder share it.
final class NodeSlot {
    enum Content {
        case empty
        case node(Node)
        case fields([(key: String, slot: NodeSlot)])
        case items([NodeSlot])
    }

    var content = Content.empty

    init(_ node: Node? = nil) {
        if let node { content = .node(node) }
    }

    var node: Node {
        switch content {
        // A type without fields that asks for no container is an object all the same.
        case .empty: Node(.mapping(Mapping()))
        case .node(let node): node
        case .fields(let fields):
            Node(.mapping(Mapping(fields.map { .init(key: $0.key, keyMark: nil, value: $0.slot.node) })))
        case .items(let items): Node(.sequence(items.map(\.node)))
        }
    }

    func set(_ key: String, _ slot: NodeSlot) {
        guard case .fields(var fields) = content else { return }
        content = .empty
        if let index = fields.firstIndex(where: { $0.key == key }) {
            fields[index].slot = slot
        } else {
            fields.append((key, slot))
        }
        content = .fields(fields)
    }

    func append(_ slot: NodeSlot) {
        guard case .items(var items) = content else { return }
        content = .empty
        items.append(slot)
        content = .items(items)
    }
}

/// The encoder that a type's `encode(to:)` sees.
struct NodeEncoder: Encoder {
    let codingPath: [any CodingKey]
    var slot = NodeSlot()

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .fields = slot.content {} else { slot.content = .fields([]) }
        return KeyedEncodingContainer(KeyedNodeEncoder(codingPath: codingPath, slot: slot))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .items = slot.content {} else { slot.content = .items([]) }
        return UnkeyedNodeEncoder(codingPath: codingPath, slot: slot)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleNodeEncoder(codingPath: codingPath, slot: slot)
    }
}
