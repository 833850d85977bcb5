import Testing
import YAML

@Suite struct DocumentStreamTests {
    /// The documents of a text that comes in pieces of so many bytes, and what ended it.
    private func read(
        _ text: String, piece: Int = 1 << 16, limits: Limits = Limits()
    ) -> (documents: [Node], error: YAMLError?) {
        read(Array(text.utf8), piece: piece, limits: limits)
    }

    private func read(
        _ bytes: [UInt8], piece: Int = 1 << 16, limits: Limits = Limits()
    ) -> (documents: [Node], error: YAMLError?) {
        var rest = bytes[...]
        let stream = DocumentStream(file: "x", limits: limits) { () throws(YAMLError) in
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var documents: [Node] = []
        do throws(YAMLError) {
            while let document = try stream.next() { documents.append(document) }
            return (documents, nil)
        } catch {
            #expect(throws: Never.self) { try #expect(stream.next() == nil) }
            return (documents, error)
        }
    }

    static let streams = [
        "a: 1\n---\na: 2\n...\n---\na: 3\n",
        #"{"a": 1}{"a": 2} {"a": 3}"#,
        "\n{\"a\": 1}\n{\"a\": 2}\r\n\n  {\"a\": 3}\n",
        "[1]\n[2]\n[3]",
        "{\"a\": 1}\n---\n{\"a\": 2}\n---\na: 3\n",
        "{a: 1}\n---\n{\"a\": 2}\n---\n- ü\n",
        "   \n  a: 1\n  b: 2\n---\nc: |\n  ---x\n---\n# only a comment\nd\n",
    ]

    @Test(
        "documents come one after the other, whatever the pieces of the text", arguments: streams, [1, 2, 3, 7, 4096])
    func pieces(text: String, piece: Int) {
        let (documents, error) = read(text, piece: piece)
        #expect(error == nil)
        #expect(documents.count == 3)
        #expect(documents == read(text).documents, "with the same marks too")
    }

    @Test("JSON is read as libyaml reads it")
    func sameAsYAML() throws {
        let text = #"""
            {"a": [1, -0.5, 1e3, 1E-2, true, false, null, "x", "", "\"\\\/\b\f\n\r\té"],
             "ü": {"<<": {"b": []}, "c": {}}, "n": 0, "long": 123456789012345678901234567890}
            """#
        let json = try YAMLParser().document(in: Array(text.utf8))
        // After a comment it is libyaml's.
        var yaml = try YAMLParser().document(in: Array("#\n".utf8) + Array(text.utf8))
        #expect(yaml.mark == Mark(line: 2, column: 1))
        yaml.forgetMarks()
        var same = json
        same.forgetMarks()
        #expect(same == yaml)
        #expect(json["ü"]?["c"]?.mark == Mark(line: 2, column: 30))
        #expect(json["a"]?.sequence?[1].mark == Mark(line: 1, column: 11))
    }

    @Test("JSON's pairs of escapes are one character")
    func surrogates() throws {
        #expect(try YAMLParser().document(in: Array(#"["\ud83d\ude00"]"#.utf8)).sequence?[0].scalar?.text == "😀")
        #expect(read(#"["\ud83d"]"#).error?.code == .syntax)
        #expect(read(#"["\ude00"]"#).error?.code == .syntax)
    }

    @Test("what begins like JSON may still be YAML")
    func flow() {
        for text in ["{a: 1}", "{'a': 1}", "[a, b]", "{\"a\": 1,}", "{\"a\": 01}", "[.5]", "{\"a\": yes} # x"] {
            let (documents, error) = read(text)
            #expect(documents.count == 1 && error == nil, "\(text): \(error.map(String.init(describing:)) ?? "")")
        }
    }

    @Test("the documents before a mistake are read, and the mistake has its place in the whole text")
    func place() {
        let lines = (0..<100).map { "{\"a\": \($0)}\n" }.joined()
        let (documents, error) = read(lines + "{\"a\": [1, }\n", piece: 64)
        #expect(documents.count == 100)
        #expect(error?.mark?.line == 101)
        #expect(read(lines + "{\"a\": 1, \"a\": 2}").error?.mark == Mark(line: 101, column: 10))
        #expect(read("a: 1\n---\nb: [\n").error?.mark?.line == 4)
        #expect(read("{'a': 1}\n{'a': 2}\n").error?.message.hasSuffix("put a line ‘---’ between documents") == true)
    }

    @Test(
        "a mistake in one of many lines of JSON does not end the text for who wants to go on", arguments: [1, 7, 4096])
    func lines(piece: Int) throws {
        let text = """
            {"a": 1}
            {"a": [1, }
            {"a": 2}
            {"a": 3, "a": 3}
            {"a": "x
            {"a": {"b":

            {"a": 4}
            {"a": 5

            """
        var rest = Array(text.utf8)[...]
        let stream = DocumentStream(file: "x") { () throws(YAMLError) in
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var found: [String] = []
        while true {
            do {
                guard let document = try stream.next() else { break }
                found.append(document["a"]?.scalar?.text ?? "")
            } catch {
                found.append("line \(error.mark?.line ?? 0)")
                guard stream.resume() else { break }
            }
        }
        #expect(found == ["1", "line 2", "2", "line 4", "line 5", "line 6", "4", "line 9"])
        #expect(try stream.next() == nil)
    }

    @Test("a text that ends too early has no place after its end")
    func end() {
        let error = read("{\"a\": {\"b\": 1\n").error
        let marks = error?.message.split(separator: " ").filter { $0.contains(":1") } ?? []
        #expect(!marks.contains { $0.hasPrefix("2:") || $0.hasPrefix("3:") }, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("zeroes at the beginning are UTF-16 only beside a letter")
    func zeroes() {
        #expect(read([0x61, 0, 0x3a, 0]).error?.message.contains("UTF-16") == true)
        #expect(read([0, 0x61, 0, 0x3a]).error?.message.contains("UTF-16") == true)
        for bytes: [UInt8] in [[0, 1], [0, 0, 1, 2], [0]] {
            #expect(read(bytes).error?.message.contains("UTF-16") == false)
        }
    }

    @Test(
        "a text that ends too early says what is missing",
        arguments: ["{\"a\": ", "{\"a\": [1, 2", "[\"x", "{\"a\": tr"])
    func truncated(text: String) {
        let error = read(text).error
        #expect(error?.code == .syntax)
        #expect(error?.description.hasPrefix("x:1:") == true)
        #expect(read("{}\n" + text).error?.mark?.line == 2)
    }

    @Test(
        "bytes that are not UTF-8 are told with their place, in YAML and in JSON, however they are cut",
        arguments: [1, 3, 99])
    func encoding(piece: Int) {
        func place(_ head: String, _ bad: [UInt8], _ tail: String = "") -> Mark? {
            let error = read(Array(head.utf8) + bad + Array(tail.utf8), piece: piece).error
            #expect(error?.code == .encoding)
            return error?.mark
        }
        #expect(place("a: ü\nb: ä", [0xff], "xxxxxxxx") == Mark(line: 2, column: 5))
        #expect(place("a: ", [0xc3]) == Mark(line: 1, column: 4))
        #expect(place("a: ", [0xed, 0xa0, 0x80]) == Mark(line: 1, column: 4))
        #expect(place("a: ", [0xf4, 0x90, 0x80, 0x80]) == Mark(line: 1, column: 4))
        #expect(place("a: ", [0xc0, 0xaf], " overlong") == Mark(line: 1, column: 4))
        #expect(place("{\"a\": \"", [0x80], "\"}") == Mark(line: 1, column: 8))
    }

    @Test("a control character is told with its place, however the text is cut", arguments: [1, 7, 99])
    func control(piece: Int) {
        let error = read(Array("a: b\nccc: \u{1}AAAA".utf8) + [0xfd], piece: piece).error
        #expect(error?.description == "x:2:6: not valid YAML: control characters are not allowed, character U+1")
    }

    @Test("UTF-16 is told by its mark, or by its zeros")
    func utf16() {
        #expect(read([0xfe, 0xff, 0, 0x61]).error?.description == "x:1:1: is UTF-16; save it as UTF-8")
        #expect(read([0x7b, 0, 0x7d, 0]).error?.code == .encoding)
    }

    @Test("characters of all lengths are read, however they are cut", arguments: [1, 2, 3, 5])
    func characters(piece: Int) {
        let text = "aé€😀\u{7ff}\u{800}\u{fffd}\u{10000}"
        #expect(read("- \(text)\n", piece: piece).documents.first?.sequence?[0].scalar?.text == text)
        #expect(read("[\"\(text)\"]", piece: piece).documents.first?.sequence?[0].scalar?.text == text)
    }
}

extension Node {
    fileprivate mutating func forgetMarks() {
        mark = nil
        switch value {
        case .scalar: break
        case .sequence(var items):
            for index in items.indices { items[index].forgetMarks() }
            value = .sequence(items)
        case .mapping(var mapping):
            for index in mapping.entries.indices {
                mapping.entries[index].keyMark = nil
                mapping.entries[index].value.forgetMarks()
            }
            value = .mapping(mapping)
        }
    }
}
