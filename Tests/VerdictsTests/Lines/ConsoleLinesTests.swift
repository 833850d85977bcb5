import Testing
import Verdicts

private func texts(_ pieces: String...) -> [String] {
    var lines = ConsoleLines()
    var found: [ConsoleLine] = []
    for piece in pieces { found += lines.append(piece.utf8) }
    if let last = lines.finish() { found.append(last) }
    return found.map(\.text)
}

@Suite struct ConsoleLinesTests {
    @Test("lines end with LF, with or without any number of CR")
    func ends() {
        #expect(texts("a\nb\r\nc\r\r\n\r\nd") == ["a", "b", "c", "", "d"])
    }

    @Test("a line may come in any pieces")
    func pieces() {
        #expect(texts("he", "llo\r", "\nwor", "ld\n") == ["hello", "world"])
    }

    @Test("a CR lets later text overwrite what was there, as a terminal shows it")
    func carriageReturn() {
        #expect(texts("progress  9%\rprogress 10%\n") == ["progress 10%"])
        #expect(texts("long text\rLONG\n") == ["LONG text"])
        #expect(texts("ä longer\rö\n") == ["ö longer"])
    }

    @Test("erasing to the end of the line and moving the cursor within it are obeyed")
    func cursor() {
        #expect(texts("working\r\u{1B}[Kdone\n") == ["done"])
        #expect(texts("abc\u{1B}[2DX\n") == ["aXc"])
        #expect(texts("abc\u{8} \u{8}d\n") == ["abd"])
        #expect(texts("abc\u{1B}[1GX\u{1B}[CY\n") == ["XbY"])
    }

    @Test(
        "escape sequences are not shown",
        arguments: [
            "\u{1B}[0;1;31mFAILED\u{1B}[0m", "\u{1B}c\u{1B}[?7l\u{1B}[2JFAILED", "\u{1B}]0;a title\u{07}FAILED",
            "\u{1B}]0;a title\u{1B}\\FAILED", "\u{1B}(BFAILED", "\u{1B}[6nFAILED", "\u{07}FAI\u{00}LED",
        ])
    func escapes(text: String) {
        #expect(texts(text + "\n") == ["FAILED"])
    }

    @Test("an escape sequence without an end does not swallow the next line")
    func endlessEscape() {
        #expect(texts("\u{1B}]0;title\nKernel panic\n").last == "Kernel panic")
    }

    @Test("the raw bytes are kept to the byte")
    func raw() throws {
        let sent = Array("\u{1B}[31mred\u{1B}[0m\r\n".utf8)
        var lines = ConsoleLines()
        #expect(lines.append(sent).first?.raw == sent)
    }

    @Test(
        "bytes that are no UTF-8 are replaced and cost nothing else",
        arguments: [
            ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xC3, 0xA4], "ä"), ([0xC3, 0x61], "\u{FFFD}a"),
            ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xE0, 0x80, 0x80], "\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}"),
            ([0xF0, 0x9F, 0xA6, 0x9F], "🦟"), ([0xF0, 0x9F], "\u{FFFD}"), ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}"),
        ] as [([UInt8], String)])
    func utf8(bytes: [UInt8], text: String) {
        var lines = ConsoleLines()
        #expect(lines.append(bytes + [0x0A]).map(\.text) == [text])
    }

    @Test("the line that has begun shows itself, as a prompt must")
    func partial() {
        var lines = ConsoleLines()
        #expect(lines.partial == nil)
        _ = lines.append("Welcome\nlogin: ".utf8)
        #expect(lines.partial?.text == "login: ")
        #expect(lines.partial?.number == 1)
        #expect(lines.append("root\n".utf8).first?.number == 1)
        #expect(lines.partial == nil)
    }

    @Test("a line without an end is cut, says so, and loses nothing")
    func tooLong() {
        var lines = ConsoleLines()
        let sent =
            [UInt8](repeating: UInt8(ascii: "x"), count: 3 * ConsoleLines.longestLine / 2) + Array("\nnext\n".utf8)
        let found = lines.append(sent)
        #expect(found.map(\.isCut) == [true, false, false])
        #expect(found.flatMap(\.raw) == sent)
        #expect(found.map(\.raw.count).max() == ConsoleLines.longestLine)
    }
}
