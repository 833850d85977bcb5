import KubeVirt
import Testing
import YAML

/// Texts whose length or shape is meant to cost us: each ends in an error after a bounded part of it was read.
@Suite struct HostileTextTests {
    /// What ends a text that never does, and how many bytes of it were asked for.
    private func endless(
        _ head: String, _ piece: String, limits: Limits = Limits(bytes: 256 << 10)
    ) -> (error: YAMLError?, bytes: Int) {
        let more = Array(repeating: Array(piece.utf8), count: max(1, 4096 / piece.utf8.count)).flatMap { $0 }
        var next = Array(head.utf8) + more
        var count = 0
        let stream = DocumentStream(file: "x", limits: limits) { () throws(YAMLError) in
            defer { next = more }
            count += next.count
            // A reader that is not stopped must not run for ever.
            return count < 16 << 20 ? next : []
        }
        do throws(YAMLError) {
            while try stream.next() != nil {}
            return (nil, count)
        } catch {
            return (error, count)
        }
    }

    static let shapes: [(String, String, YAMLError.Code)] = [
        ("a: ", "x", .tooLarge), ("a: \"", "x", .tooLarge), ("a: |\n", "  x\n", .tooLarge), ("[\"", "x", .tooLarge),
        ("[", "1,", .tooLarge), ("", "- 1\n", .tooLarge), ("{\"a\": [", "\"\",", .tooLarge),
        ("", "# comment\n", .tooLarge),
        ("", " ", .tooLarge), ("{", "\n", .tooLarge), ("", "[", .tooDeep), ("", "{\"a\":", .tooDeep),
        ("", "- ", .tooDeep),
        ("", "? ", .tooDeep), ("a: ", "&a ", .syntax), ("a: &", "x", .tooLarge),
        ("%TAG !a! x\n", "%TAG !b! x\n", .unsupportedYAML),
        ("a: !", "x", .tooLarge), ("\"", "\\x41", .tooLarge),
    ]

    @Test("an endless text is given up", arguments: shapes)
    func endless(head: String, piece: String, code: YAMLError.Code) {
        let (error, bytes) = endless(head, piece)
        #expect(error?.code == code, "\(error.map(String.init(describing:)) ?? "no error")")
        #expect(error?.mark != nil)
        #expect(bytes <= 1 << 20)
    }

    @Test("an endless list of directives is given up")
    func directives() {
        var number = 0
        let stream = DocumentStream(file: "x") { () throws(YAMLError) in
            defer { number += 100 }
            return Array((number..<number + 100).map { "%TAG !a\($0)! x\n" }.joined().utf8)
        }
        let error = #expect(throws: YAMLError.self) { try stream.next() }
        #expect(error?.code == .unsupportedYAML)
    }

    @Test("values are counted, for a list of digits is small and its values are not")
    func values() {
        let limits = Limits(nodes: 1000)
        let list = "[" + Array(repeating: "1", count: 1000).joined(separator: ",") + "]"
        for text in [list, "#\n" + list] {
            let error = #expect(throws: YAMLError.self) {
                try YAMLParser(limits: limits).documents(in: text, file: "x")
            }
            #expect(error?.code == .tooLarge)
            #expect(error?.message == "holds more than 1000 values, which are not read")
        }
        #expect(throws: Never.self) { try YAMLParser(limits: Limits(nodes: 1001)).documents(in: list) }
    }

    @Test("a limit is for one document, not for all of them")
    func perDocument() throws {
        let text = Array(repeating: "{\"a\": [1, 2, 3]}\n", count: 200).joined()
        for head in ["", "#\n"] {
            let separator = head.isEmpty ? "" : "---\n"
            var rest = (head + text.replacing("{", with: separator + "{")).utf8[...]
            let stream = DocumentStream(file: "x", limits: Limits(bytes: 64 << 10, nodes: 6)) { () throws(YAMLError) in
                defer { rest = rest.dropFirst(100) }
                return Array(rest.prefix(100))
            }
            var count = 0
            while try stream.next() != nil { count += 1 }
            #expect(count == 200)
        }
    }

    @Test("long keys are cut in messages")
    func longKeys() {
        let key = String(repeating: "k", count: 100_000)
        let inner = (0..<50).map { "\(key)\($0): 1" }.joined(separator: ", ")
        let error = #expect(throws: YAMLError.self) {
            try YAMLDecoder().decode(ObjectMeta.self, from: "labels: {\(key): {\(inner)}}\n\(key): 1", file: "x")
        }
        #expect((error?.description.utf8.count ?? .max) < 10_000)
        let twice = #expect(throws: YAMLError.self) { try YAMLParser().documents(in: "{\(key): 1, \(key): 2}") }
        #expect((twice?.description.utf8.count ?? .max) < 1000)
    }

    @Test("a mapping of many keys is read in the time of its length")
    func manyKeys() throws {
        let text = (0..<20_000).map { "\"k\($0)\": \"v\"" }.joined(separator: ",")
        let labels = try YAMLDecoder().decode([String: String].self, from: "{\(text)}")
        #expect(labels.count == 20_000)
    }
}
