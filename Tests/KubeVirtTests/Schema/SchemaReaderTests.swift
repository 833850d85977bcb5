import KubeVirt
import Testing

@Suite struct SchemaReaderTests {
    private struct Everything: Decodable {
        enum Word: String, CaseIterable, Decodable { case yes, no }
        struct Name: RawRepresentable, Decodable { var rawValue: String }
        struct Inner: Decodable {
            var must: Int64
            var may: Bool?
        }
        struct Empty: Decodable {}

        var text: String
        var word: Word
        var name: Name?
        var amount: Quantity
        var amounts: [String: Quantity]?
        var moment: Timestamp?
        var port: IntOrString
        var raw: JSONValue?
        var inner: Inner
        var list: [Inner]
        var lists: [[String]]?
        var map: [String: [String: Int32]]?
        var small: UInt8?
        var count: UInt32?
        var ratio: Double?
        var empty: Empty?
    }

    @Test("required fields are those that a type cannot do without")
    func required() {
        var reader = SchemaReader()
        let schema = reader.schema(of: Everything.self)
        #expect(schema.required.sorted() == ["amount", "inner", "list", "port", "text", "word"])
        #expect(schema.properties.count == 16)
        #expect(schema.properties["inner"]?.required == ["must"])
        #expect(schema.properties["list"]?.items?.required == ["must"])
    }

    @Test("each Swift type has its kind of value")
    func kinds() {
        var reader = SchemaReader()
        let fields = reader.schema(of: Everything.self).properties
        #expect(fields["text"] == JSONSchema(.string))
        #expect(fields["word"]?.words == ["yes", "no"])
        #expect(fields["name"] == JSONSchema(.string))
        #expect(fields["amount"]?.isIntOrString == true)
        #expect(fields["amounts"]?.additionalProperties?.isIntOrString == true)
        #expect(fields["moment"]?.format == "date-time")
        #expect(fields["port"]?.isIntOrString == true)
        #expect(fields["raw"] == .anything)
        #expect(fields["inner"]?.properties["must"] == JSONSchema(.integer, format: "int64"))
        #expect(fields["inner"]?.properties["may"] == JSONSchema(.boolean))
        #expect(fields["lists"] == .list(of: .list(of: JSONSchema(.string))))
        #expect(fields["map"] == .map(of: .map(of: JSONSchema(.integer, format: "int32"))))
        #expect(fields["small"] == JSONSchema(.integer, format: "int32", minimum: 0, maximum: 255))
        #expect(fields["count"] == JSONSchema(.integer, format: "int64", minimum: 0, maximum: 4_294_967_295))
        #expect(fields["ratio"] == JSONSchema(.number))
        #expect(fields["empty"] == JSONSchema(.object))
    }

    private final class Tree: Decodable {
        var left: Tree?
        var value: String?
    }

    @Test("a type within itself ends in anything")
    func recursion() {
        var reader = SchemaReader()
        let schema = reader.schema(of: Tree.self)
        #expect(schema.properties["left"] == .anything)
        #expect(schema.properties["value"] == JSONSchema(.string))
    }
}
