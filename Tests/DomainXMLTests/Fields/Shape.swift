/// What a type reads, as its own `init(from:)` asks for it.
indirect enum Shape: Sendable {
    struct Field: Sendable {
        var key: String
        var shape: Shape
        var isRequired: Bool
    }

    case object([Field])
    case array(Shape)
    case map(Shape)
    case leaf(JSON)

    static func of<T: Decodable>(_ type: T.Type) throws -> Shape {
        // Types that read one text take some texts only.
        var failure: (any Error)?
        for word in ["x", "1", "2024-01-01T00:00:00Z", "Always", "virtio"] {
            let probe = Probe(word: word)
            do {
                _ = try T(from: probe)
                return probe.recorder.shape ?? .object([])
            } catch { failure = error }
        }
        throw failure ?? Unread(type: "\(type)")
    }

    struct Unread: Error { var type: String }

    /// The least that can be read where the shape is asked for.
    var least: JSON {
        switch self {
        case .object(let fields):
            .object(
                Dictionary(uniqueKeysWithValues: fields.filter(\.isRequired).map { ($0.key, $0.shape.least) }))
        case .array(let element): .array([element.least])
        case .map(let value): .object(["x": value.least])
        case .leaf(let value): value
        }
    }

    /// All that can be set: paths to values, and to objects that have no fields.
    func leaves(_ path: [String] = []) -> [(path: [String], value: JSON)] {
        switch self {
        case .object(let fields):
            fields.isEmpty ? [(path, .object([:]))] : fields.flatMap { $0.shape.leaves(path + [$0.key]) }
        case .array(let element): element.leaves(path + ["[]"])
        case .map: [(path, least)]
        case .leaf(let value): [(path, value)]
        }
    }

    /// The shape below one step of a path.
    func below(_ step: String) -> Shape? {
        switch self {
        case .object(let fields): fields.first { $0.key == step }?.shape
        case .array(let element): step == "[]" ? element : nil
        default: nil
        }
    }
}

/// A decoder that has everything a type asks for, and notes what that was.
private final class Recorder {
    var shape: Shape?
    var fields: [Shape.Field] = []
    var optional: Set<String> = []
}

private struct Probe: Decoder {
    let word: String
    let recorder = Recorder()
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        recorder.shape = .object(recorder.fields)
        return KeyedDecodingContainer(Keyed<Key>(recorder: recorder))
    }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { List(recorder: recorder) }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(word: word, recorder: recorder) }
}

private func scalar<T>(_ type: T.Type, _ word: String = "x") -> (T, JSON)? {
    switch type {
    case is String.Type: (word as? T).map { ($0, .text(word)) }
    case is Bool.Type: (true as? T).map { ($0, .bool(true)) }
    case let number as any FixedWidthInteger.Type: (number.init(1) as? T).map { ($0, .number(1)) }
    case is Double.Type: (1.0 as? T).map { ($0, .number(1)) }
    default: nil
    }
}

private func value<T: Decodable>(_ type: T.Type) throws -> (T, Shape) {
    if let (value, json) = scalar(type) { return (value, .leaf(json)) }
    var failure: (any Error)?
    for word in ["x", "1", "2024-01-01T00:00:00Z", "Always", "virtio"] {
        let probe = Probe(word: word)
        do { return (try T(from: probe), probe.recorder.shape ?? .object([])) } catch { failure = error }
    }
    throw failure ?? Shape.Unread(type: "\(type)")
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: Recorder
    var codingPath: [any CodingKey] { [] }
    /// Only dictionaries ask.
    var allKeys: [Key] { Key(stringValue: "x").map { [$0] } ?? [] }
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool {
        recorder.optional.insert(key.stringValue)
        return false
    }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (value, shape) = try value(type)
        let name = key.stringValue
        if name == "x", !(Key.self is any CaseIterable.Type), "\(Key.self)".contains("Dictionary") {
            recorder.shape = .map(shape)
        } else {
            recorder.fields.append(.init(key: name, shape: shape, isRequired: !recorder.optional.contains(name)))
            recorder.shape = .object(recorder.fields)
        }
        return value
    }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    { throw Shape.Unread(type: key.stringValue) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw Shape.Unread(type: key.stringValue)
    }
    func superDecoder() throws -> any Decoder { throw Shape.Unread(type: "super") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Shape.Unread(type: key.stringValue) }
}

private struct List: UnkeyedDecodingContainer {
    let recorder: Recorder
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex == 1 }
    mutating func decodeNil() -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex = 1
        let (value, shape) = try value(type)
        recorder.shape = .array(shape)
        return value
    }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
        -> KeyedDecodingContainer<Nested>
    { throw Shape.Unread(type: "list") }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Shape.Unread(type: "list") }
    mutating func superDecoder() throws -> any Decoder { throw Shape.Unread(type: "super") }
}

private struct Single: SingleValueDecodingContainer {
    let word: String
    let recorder: Recorder
    var codingPath: [any CodingKey] { [] }
    func decodeNil() -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        guard let (value, json) = scalar(type, word) else {
            let (value, shape) = try value(type)
            recorder.shape = shape
            return value
        }
        recorder.shape = .leaf(json)
        return value
    }
}
