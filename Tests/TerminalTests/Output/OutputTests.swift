import Terminal
import Testing

@Suite struct OutputTests {
    @Test("columns are aligned and lines have no blanks at their end")
    func table() {
        var table = Table(("NAME", .left), ("AGE", .right), ("STATE", .left))
        table.add("a", "240 ms", "Running")
        table.add("longer", "1 min", "")
        #expect(
            table.text == """
                NAME       AGE  STATE
                a       240 ms  Running
                longer   1 min

                """)
    }

    @Test("a cell cannot command the terminal")
    func cells() {
        var table = Table(("NAME", .left))
        table.add("a\u{1b}[31m\n\u{9b}\u{202e}é✓")
        #expect(table.text == "NAME\na\\u{1b}[31m\\n\\u{9b}\\u{202e}é✓\n")
    }

    @Test("a message of several lines keeps them, and none of them commands the terminal")
    func lines() {
        #expect("a\u{1b}[2J\nb\u{7}\n".printableLines == "a\\u{1b}[2J\nb\\u{7}\n")
        #expect("a\r\nb\r\nc".printableLines == "a\\r\nb\\r\nc")
        #expect("\n\n".printableLines == "\n\n")
        #expect("".printableLines == "")
    }

    @Test("phases show where the time went")
    func phases() {
        let table = PhaseTable(
            [.init("daemon", .milliseconds(62)), .init("kernel", .milliseconds(1_000)), .init("ready", .zero)],
            barWidth: 8)
        #expect(
            table.text == """
                daemon    62 ms  ▌
                kernel  1000 ms  ████████
                ready      0 ms
                total   1062 ms

                """)
        #expect(PhaseTable([]).text == "")
    }

    @Test("JSON has its keys in order")
    func json() throws {
        struct Row: Encodable {
            let b = 1
            let a = "x/y"
        }
        #expect(try JSONText.line(Row()) == #"{"a":"x/y","b":1}"# + "\n")
        #expect(try JSONText.pretty(Row()) == "{\n  \"a\" : \"x/y\",\n  \"b\" : 1\n}\n")
    }

    @Test(
        "sizes are written for people",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1_023, "1023 bytes"), (1_536, "1.5 KiB"), (1_048_500, "1.0 MiB"),
            (500 << 20, "500 MiB"), (5 << 40, "5.0 TiB"), (Int64.max, "8.0 EiB"),
        ] as [(Int64, String)])
    func bytes(count: Int64, text: String) {
        #expect(ByteText.format(count) == text)
    }

    @Test(
        "a terminal is live unless something speaks against it",
        arguments: [
            (true, ["TERM": "xterm"], true, true), (false, ["TERM": "xterm"], false, false),
            (true, ["TERM": "xterm", "NO_COLOR": "1"], true, false),
            (true, ["TERM": "xterm", "NO_COLOR": ""], true, true),
            (true, ["TERM": "xterm", "CI": "true"], false, true), (true, ["TERM": "xterm", "CI": "0"], true, true),
            (true, ["TERM": "dumb"], false, false), (true, [:], false, false),
        ])
    func style(isTerminal: Bool, environment: [String: String], isLive: Bool, hasColour: Bool) {
        let style = TerminalStyle(isTerminal: isTerminal, columns: 100, environment: environment)
        #expect(style == TerminalStyle(isLive: isLive, hasColour: hasColour, width: 100))
    }

    @Test("without colour nothing is put around a text")
    func colour() {
        #expect(TerminalStyle.plain.red("x") == "x")
        #expect(TerminalStyle(isLive: true, hasColour: true).red("x") == "\u{1b}[31mx\u{1b}[0m")
    }

    @Test("words are never broken")
    func wrapping() {
        #expect("one two three".wrapped(to: 8) == ["one two", "three"])
        #expect("a incomprehensible b".wrapped(to: 5) == ["a", "incomprehensible", "b"])
        #expect("a\n\n    b   c".wrapped(to: 5) == ["a", "", "    b   c"])
    }
}
