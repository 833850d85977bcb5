import Terminal
import Testing

@Suite struct ValueKindTests {
    @Test("a variable is split at its first '='")
    func keyValue() throws {
        let parse = ValueKind<KeyValue>.keyValue.parse
        #expect(try parse("A=b=c") == KeyValue(key: "A", value: "b=c"))
        #expect(try parse("A=") == KeyValue(key: "A", value: ""))
        #expect(throws: ValueError("has no '='; write KEY=VALUE")) { try parse("A") }
        #expect(throws: ValueError("has no key before '='; write KEY=VALUE")) { try parse("=b") }
    }

    @Test(
        "a copy has one colon that is not escaped",
        arguments: [
            ("a:b", "a", "b"), (#"a\:1:/b"#, "a:1", "/b"), (#"a\\:b"#, #"a\"#, "b"), (#"a\n:b\"#, #"a\n"#, #"b\"#),
        ])
    func copy(text: String, source: String, destination: String) throws {
        #expect(try ValueKind<CopyPair>.copy.parse(text) == CopyPair(source: source, destination: destination))
    }

    @Test(
        "a copy that is not clear is refused",
        arguments: [
            ("a", "has no ':'; write SRC:DST, with '\\:' for a colon within a name"),
            ("a:b:c", "has more than one ':'; write SRC:DST, with '\\:' for a colon within a name"),
            (":b", "has nothing on one side of ':'; write SRC:DST"),
            ("a:", "has nothing on one side of ':'; write SRC:DST"),
        ])
    func unclearCopy(text: String, problem: String) {
        #expect(throws: ValueError(problem)) { try ValueKind<CopyPair>.copy.parse(text) }
    }

    @Test("a choice names the words there are and the one that was meant")
    func choice() throws {
        let kind = ValueKind<ExampleProgram.Format>.choice()
        #expect(kind.placeholder == "text|json")
        #expect(try kind.parse("json") == .json)
        #expect(throws: ValueError("is none of text, json; did you mean 'json'?")) { try kind.parse("jsno") }
    }

    @Test("a number stays within its bounds")
    func integer() throws {
        let kind = ValueKind<Int>.integer(1...8)
        #expect(try kind.parse("8") == 8)
        #expect(throws: ValueError("is out of range; write a number from 1 to 8")) { try kind.parse("9") }
        #expect(throws: ValueError("is not a whole number")) { try kind.parse("two") }
    }

    @Test("an empty path is refused")
    func path() {
        #expect(throws: ValueError("is empty; name a file or directory")) { try ValueKind<String>.path.parse("") }
    }
}
