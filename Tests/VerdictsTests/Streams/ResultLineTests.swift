import Testing

@testable import Verdicts

@Suite struct ResultLineTests {
    @Test(
        "a result is read with its number, name, directive and reason",
        arguments: [
            ("ok 1 name", "passed 1 'name' ''"), ("ok", "passed - '' ''"), ("not ok", "failed - '' ''"),
            ("ok 12 - a name ", "passed 12 'a name' ''"), ("not ok - unnumbered", "failed - 'unnumbered' ''"),
            ("ok 1 2fast", "passed 1 '2fast' ''"), ("ok 2fast", "passed - '2fast' ''"),
            ("ok 3 n # SKIP no reason", "skipped 3 'n' 'no reason'"), ("ok 3 n # skip", "skipped 3 'n' ''"),
            ("ok 3 n # Skipped: why", "skipped 3 'n' 'why'"), ("not ok 3 n # SKIP x", "skipped 3 'n' 'x'"),
            ("ok 3 # SKIP the name", "skipped 3 'the name' ''"), ("not ok 3 n # TODO", "expectedFailure 3 'n' ''"),
            ("ok 3 n # TODO done", "passed 3 'n' 'done'"), ("ok 3 n # XFAIL known", "expectedFailure 3 'n' 'known'"),
            ("ok 3 n # XPASS luck", "passed 3 'n' 'luck'"),
            ("not ok 3 n # TIMEOUT 45 seconds", "timedOut 3 'n' '45 seconds'"),
            ("not ok 3 n # ERROR no memory", "error 3 'n' 'no memory'"),
            ("not ok 3 n # exit=1", "failed 3 'n' 'exit=1'"),
            ("ok 3 n # SKIP=1", "passed 3 'n' 'SKIP=1'"), ("ok 3 n # skips nothing", "passed 3 'n' 'skips nothing'"),
            ("ok 3 a#b", "passed 3 'a#b' ''"), ("ok 3 a \\# b # TODO c", "passed 3 'a \\# b' 'c'"),
            ("ok 9999999999 n", "passed - '9999999999 n' ''"),
        ])
    func forms(text: String, expected: String) throws {
        let line = try #require(ResultLine(text[...]))
        let number = line.number.map(String.init) ?? "-"
        #expect("\(line.status) \(number) '\(line.description)' '\(line.reason)'" == expected)
    }

    @Test("what only begins so is none", arguments: ["okay", "ok1", "not  ok", "Ok 1", "nok", "ok: 1", ""])
    func none(text: String) { #expect(ResultLine(text[...]) == nil) }

    @Test("TAP's escapes stand for a hash and a backslash, and nothing else is one")
    func escapes() throws {
        #expect(try #require(ResultLine("ok 1 a\\#b\\\\c\\n\\")).unescaped == "a#b\\c\\n\\")
    }

    @Test(
        "lines are told apart, with what they are indented",
        arguments: [
            ("KTAP version 1", 0, false), ("    TAP version 14", 4, false), ("# 1..3", 2, true),
            ("# # not ok 4 deep", 4, true), ("#     ok 4 deeper", 6, true), ("# ok then", 0, false),
            ("  # Subtest: x", 2, false), ("#", 0, false), ("", 0, false),
        ])
    func columns(text: String, column: Int, isHashed: Bool) {
        let line = TestLine(text[...])
        #expect(line.column == column)
        #expect(line.isHashed == isHashed)
    }

    @Test("each kind of line")
    func kinds() {
        #expect(TestLine("1..0 # SKIP no device").content == .plan(last: 0, skip: "no device"))
        #expect(TestLine("1..7 # later").content == .plan(last: 7, skip: nil))
        #expect(TestLine("1..7x").content == .other("1..7x"))
        #expect(TestLine("Bail out!  why").content == .bailOut("why"))
        #expect(TestLine("pragma -strict").content == .pragma)
        #expect(TestLine("# a").content == .comment("a"))
        #expect(TestLine("TAP version 13").content == .version(.tap))
        #expect(TestLine("KTAP version x").content == .other("KTAP version x"))
    }
}
