import Testing
import YAML

@Suite struct YAMLParserTests {
    private func parse(_ text: String, limits: Limits = Limits()) throws -> Node {
        try YAMLParser(limits: limits).document(in: Array(text.utf8), file: "x.yaml")
    }

    private func failure(_ text: String, limits: Limits = Limits()) -> YAMLError? {
        #expect(throws: YAMLError.self) { try parse(text, limits: limits) }
    }

    @Test(
        "plain scalars are what the core schema says",
        arguments: [
            ("", Scalar.Kind.null), ("~", .null), ("null", .null), ("true", .bool), ("False", .bool), ("yes", .string),
            ("on", .string), ("12", .int), ("-0", .int), ("+7", .int), ("0o17", .int), ("0xfF", .int), ("0o8", .string),
            ("1.5", .float), (".5", .float), ("1.", .float), ("1e3", .float), ("1e", .string), (".", .string),
            (".inf", .float), ("-.Inf", .float), (".nan", .float), ("1:30", .string), ("128Mi", .string),
            ("-", .string),
        ])
    func kinds(text: String, kind: Scalar.Kind) throws {
        let node = try parse("a: \(text == "-" ? "\"-\"" : text)")
        #expect(node["a"]?.scalar?.kind == kind)
    }

    @Test("tags and quotes make strings of numbers")
    func tags() throws {
        let node = try parse("[!!str 1, '2', \"3\", ! 4, !!float 5, !!int 6]")
        #expect(node.sequence?.map { $0.scalar?.kind } == [.string, .string, .string, .string, .float, .int])
    }

    @Test("a tag that does not fit or that nobody knows is an error")
    func badTags() {
        #expect(failure("a: !!int x")?.description == "x.yaml:1:4: ‘x’ is tagged as an integer and is none")
        #expect(
            failure("a: !ref x")?.description == "x.yaml:1:4: tag ‘!ref’ is not supported; write the value without it")
        #expect(failure("!!set {a}")?.code == .unsupportedYAML)
    }

    @Test("every value knows its line and column, counted in characters")
    func marks() throws {
        let node = try parse("a: 1\nb:\n  - ä: x\n")
        #expect(node["b"]?.sequence?[0].mark == Mark(line: 3, column: 5))
        #expect(node["b"]?.sequence?[0]["ä"]?.mark == Mark(line: 3, column: 8))
    }

    @Test("mappings keep the order of the text")
    func order() throws {
        #expect(try parse("{z: 1, a: 2, m: 3}").mapping?.entries.map(\.key) == ["z", "a", "m"])
    }

    @Test("JSON is read by the same parser")
    func json() throws {
        let node = try parse(#"{"a": [1, null, "\u00e4\n"], "b": {}}"#)
        #expect(node["a"]?.sequence?.map { $0.scalar?.text } == ["1", "null", "ä\n"])
        #expect(node["b"]?.mapping?.entries.isEmpty == true)
    }

    @Test("a duplicate key names both lines")
    func duplicate() {
        #expect(
            failure("a: 1\nb: 2\na: 3\n")?.description
                == "x.yaml:3:1: key ‘a’ stands twice in the same mapping, first at line 1; remove one")
    }

    @Test("aliases stand for their anchors")
    func aliases() throws {
        let node = try parse("a: &x {k: 1}\nb: *x\n")
        #expect(node["b"] == node["a"])
    }

    @Test("merge keys add what is not there")
    func merge() throws {
        let node = try parse("a: &x {k: 1, l: 2}\nb: {k: 3, <<: *x, m: 4}\nc: {<<: [*x, {l: 5, n: 6}], k: 7}")
        #expect(node["b"]?.mapping?.entries.map { "\($0.key)\($0.value.scalar?.text ?? "")" } == ["k3", "l2", "m4"])
        #expect(node["c"]?.mapping?.entries.map { "\($0.key)\($0.value.scalar?.text ?? "")" } == ["k7", "l2", "n6"])
        #expect(try parse("{'<<': 1}")["<<"]?.scalar?.text == "1")
        #expect(failure("<<: 1")?.code == .unsupportedYAML)
    }

    @Test("a billion laughs end in an error, not in memory")
    func laughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = failure(text)
        #expect(error?.code == .aliasExpansion)
        #expect(error?.message == "aliases expand to more than 100000 values; write fewer of them")
    }

    @Test("an alias inside its own value and one without an anchor are errors")
    func badAliases() {
        #expect(failure("a: &x [*x]")?.code == .aliasExpansion)
        #expect(failure("a: *x")?.description == "x.yaml:1:4: alias ‘*x’ has no anchor ‘&x’ before it")
    }

    @Test("nesting is bounded, also through aliases")
    func depth() {
        let deep = String(repeating: "[", count: 201) + String(repeating: "]", count: 201)
        #expect(failure(deep)?.message == "nested more than 200 levels deep")
        #expect(failure(String(repeating: "[", count: 100_000))?.code == .tooDeep)
        let half = String(repeating: "[", count: 150) + "x" + String(repeating: "]", count: 150)
        let nested = String(repeating: "[", count: 60) + "*a" + String(repeating: "]", count: 60)
        #expect(failure("a: &a \(half)\nb: \(nested)")?.code == .tooDeep)
    }

    @Test("size is bounded by the caller")
    func size() {
        #expect(failure("a: 12345", limits: Limits(bytes: 4))?.description == "x.yaml: has 8 bytes; at most 4 are read")
    }

    @Test("other encodings are refused with the place")
    func encoding() {
        func failure(_ bytes: [UInt8]) -> String? {
            let error = #expect(throws: YAMLError.self) { try YAMLParser().documents(in: bytes, file: "x.yaml") }
            return error?.description
        }
        #expect(failure(Array("a: b\nc: ".utf8) + [0xff]) == "x.yaml:2:4: is not UTF-8 at this place; save it as UTF-8")
        #expect(failure([0xff, 0xfe, 0x61, 0]) == "x.yaml:1:1: is UTF-16; save it as UTF-8")
    }

    @Test("a byte order mark is no part of the text")
    func byteOrderMark() throws {
        #expect(try parse("\u{feff}a: 1")["a"]?.scalar?.text == "1")
    }

    @Test("broken syntax names its place")
    func syntax() {
        #expect(
            failure("a: [1\n}\n")?.description
                == "x.yaml:2:1: not valid YAML: did not find expected ',' or ']' "
                + "(while parsing a flow sequence that begins at 1:4)")
        #expect(failure("a: \"x")?.code == .syntax)
        #expect(failure("a: \u{1}")?.code == .syntax)
        #expect(failure("\ta: 1")?.description.hasPrefix("x.yaml:1:") == true)
    }

    @Test("none or several documents are an error where one is wanted")
    func documents() throws {
        #expect(failure("")?.code == .documentCount)
        #expect(failure("# only a comment")?.description == "x.yaml: is empty; one document is expected")
        #expect(
            failure("a: 1\n---\nb: 2\n")?.description
                == "x.yaml:3:1: holds 2 documents; keep one and put the others in files of their own")
        #expect(try YAMLParser().documents(in: "a: 1\n---\nb: 2\n").count == 2)
    }

    @Test("a list as a key is refused")
    func complexKey() {
        #expect(failure("? [a]\n: b")?.message == "a mapping's key must be a scalar, not a list")
    }
}
