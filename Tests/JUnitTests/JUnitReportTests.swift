import Host
import MayflyTestSupport
import Testing

@testable import JUnit

@Suite struct JUnitReportTests {
    private func report(_ outcome: JUnitCase.Outcome, output: String = "", errorOutput: String = "") -> JUnitReport {
        JUnitReport(
            "mayfly test",
            suites: [
                JUnitSuite(
                    "tiny", timestamp: "2026-01-31T12:00:00", properties: [.init("run", "a<b>\"c\"")],
                    cases: [
                        JUnitCase("create", of: "tiny", duration: .milliseconds(1250)),
                        JUnitCase(
                            "command", of: "tiny", duration: .microseconds(4999), outcome: outcome, output: output,
                            errorOutput: errorOutput),
                    ])
            ])
    }

    @Test("a report of one case of each kind reads as this")
    func whole() {
        var report = report(
            .failed(kind: "exit", message: "exited with 3", details: "the last words"), output: "out\n",
            errorOutput: "a & b")
        report.suites[0].cases.append(
            JUnitCase("copy", of: "tiny", outcome: .error(kind: "daemonLost", message: "gone", details: "")))
        report.suites[0].cases.append(JUnitCase("late", of: "tiny", outcome: .skipped("not reached")))
        #expect(
            report.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="mayfly test" tests="4" failures="1" errors="1" skipped="1" time="1.254">
                  <testsuite id="0" name="tiny" timestamp="2026-01-31T12:00:00" tests="4" failures="1" errors="1" skipped="1" time="1.254">
                    <properties>
                      <property name="run" value="a&lt;b&gt;&quot;c&quot;"/>
                    </properties>
                    <testcase classname="tiny" name="create" time="1.250"/>
                    <testcase classname="tiny" name="command" time="0.004">
                      <failure message="exited with 3" type="exit">the last words</failure>
                      <system-out>out
                </system-out>
                      <system-err>a &amp; b</system-err>
                    </testcase>
                    <testcase classname="tiny" name="copy" time="0.000">
                      <error message="gone" type="daemonLost"></error>
                    </testcase>
                    <testcase classname="tiny" name="late" time="0.000">
                      <skipped message="not reached"/>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test("a report without a suite is a document too")
    func empty() {
        #expect(JUnitReport("none").text.hasSuffix("skipped=\"0\" time=\"0.000\">\n</testsuites>\n"))
    }

    @Test("what XML cannot hold is spelled out, and nothing else is changed")
    func escapes() {
        #expect(
            XMLText.content("a\u{0}\u{1b}[1m\u{7f}\u{fffe}\u{1fffe}é😀\tb\n]]>")
                == "a\\u{0}\\u{1b}[1m\\u{7f}\\u{fffe}\\u{1fffe}é😀\tb\n]]&gt;")
        #expect(XMLText.attribute("a\"b\nc\td\re'") == "a&quot;b&#10;c&#9;d&#13;e'")
    }

    /// What a strict parser reads at a place, without the line end that it adds.
    private func read(_ path: String, of text: String) async throws -> String {
        let scratch = Scratch("junit")
        let file = try scratch.write("report.xml", text)
        let xmllint = try #require(FileSystem.program("xmllint"))
        let result = try await Child.run(
            xmllint, ["--nonet", "--xpath", "string(\(path))", file], limit: .seconds(120))
        #expect(result.end == .exited(0), "\(result.output)")
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    @Test("a strict parser reads back what was written", .requires(.program("xmllint")))
    func roundTrip() async throws {
        let nasty = "<a href=\"x\">&amp;]]></a>\n\ttab, \"quotes\" and 'apostrophes', é, 😀, 漢\r\nreturn"
        let text = report(
            .failed(kind: nasty, message: nasty, details: nasty), output: nasty, errorOutput: nasty
        ).text
        for place in ["//failure", "//failure/@message", "//failure/@type", "//system-out", "//system-err"] {
            #expect(try await read(place, of: text) == nasty, "\(place)")
        }
        #expect(try await read("//property/@value", of: text) == "a<b>\"c\"")
    }

    @Test("a strict parser takes whatever bytes a guest writes", .requires(.program("xmllint")))
    func anyBytes() async throws {
        var bytes = (0...255).map { UInt8($0) }
        // Half a character, an overlong slash, half a surrogate pair, and one beyond the last.
        bytes += [0xE2, 0x82, 0x20, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80]
        var random = SystemRandomNumberGenerator()
        bytes += (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
        let words = String(decoding: bytes, as: UTF8.self)
        let text = report(
            .error(kind: words, message: words, details: words), output: words, errorOutput: words
        ).text
        #expect(try await read("//testsuite/@errors", of: text) == "1")
        #expect(try await read("//error/@message", of: text) == read("//system-out", of: text))
    }
}
