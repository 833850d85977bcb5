import KubeVirt

/// Makes a value of a type up: every field is set, every list and map has one item.
struct FilledDecoder: Decoder {
    var codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func value<T: Decodable>(of type: T.Type) throws -> T { try FilledDecoder().make(type) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Fields(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Items(decoder: self) }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { Scalar(decoder: self) }

    fileprivate func make<T: Decodable>(_ type: T.Type) throws -> T {
        let known: [any Decodable] = [
            Quantity.mebibytes(3), try Timestamp(scalarText: "2024-05-06T07:08:09Z"),
            JSONValue.object(["a": .array([.integer(1)])]),
            IntOrString.int(7), "text", true, Int(4), Int32(5), Int64(6), UInt8(7), UInt32(8), UInt64(9), 0.5,
        ]
        if let value = known.lazy.compactMap({ $0 as? T }).first { return value }
        return try T(from: self)
    }

    private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: FilledDecoder
        var codingPath: [any CodingKey] { decoder.codingPath }
        var allKeys: [Key] { [Key(stringValue: "key")].compactMap { $0 } }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) throws -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder.make(type) }
        func nestedContainer<N: CodingKey>(keyedBy: N.Type, forKey: Key) throws -> KeyedDecodingContainer<N> {
            try decoder.container(keyedBy: N.self)
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try decoder.unkeyedContainer()
        }
        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey key: Key) throws -> any Decoder { decoder }

        /// The version and name of a kind are told by absence.
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
            ["apiVersion", "kind"].contains(key.stringValue) ? nil : "text"
        }
    }

    private struct Items: UnkeyedDecodingContainer {
        let decoder: FilledDecoder
        var codingPath: [any CodingKey] { decoder.codingPath }
        var count: Int? { 1 }
        var isAtEnd: Bool { currentIndex > 0 }
        var currentIndex = 0

        init(decoder: FilledDecoder) { self.decoder = decoder }

        mutating func decodeNil() throws -> Bool { false }
        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            currentIndex += 1
            return try decoder.make(type)
        }
        mutating func nestedContainer<N: CodingKey>(keyedBy: N.Type) throws -> KeyedDecodingContainer<N> {
            try decoder.container(keyedBy: N.self)
        }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { self }
        mutating func superDecoder() throws -> any Decoder { decoder }
    }

    private struct Scalar: SingleValueDecodingContainer {
        let decoder: FilledDecoder
        var codingPath: [any CodingKey] { decoder.codingPath }
        func decodeNil() -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.make(type) }
    }
}
