import FixtureLoading
import Fixtures
import FoundationEssentials
import Host
import JUnit
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import mayfly

/// What is said of trials: as XML, JSON, text, and to GitHub.
@Suite struct TrialReportTests {
    /// One that passed, one whose command failed with words of its own, one that could not be tried.
    private func results() async throws -> [TrialResult] {
        let script = #"echo "<&> ::error::fake"; echo "oh no" >&2; exit 3"#
        return [
            try await trial("echo fine"),
            try await trial(script),
            try await trial("true") { $0.provider = { throw MachineError(.hostNotReady, "no libvirtd: install it") } },
        ]
    }

    @Test("a strict parser finds a suite for each trial and a case for each step", .requires(.program("xmllint")))
    func xml() async throws {
        let scratch = Scratch("trials")
        let file = try scratch.write("junit.xml", JUnitReport(try await results()).text)
        func read(_ path: String) async throws -> String {
            let result = try await Child.run(
                try #require(FileSystem.program("xmllint")), ["--nonet", "--xpath", "string(\(path))", file],
                limit: .seconds(120))
            #expect(result.end == .exited(0), "\(result.output)")
            return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
        }
        #expect(try await read("count(//testsuite)") == "3")
        #expect(try await read("count(//testcase)") == "12")
        #expect(try await read("/testsuites/@failures") == "1")
        #expect(try await read("/testsuites/@errors") == "1")
        #expect(try await read("/testsuites/@skipped") == "3")
        #expect(try await read("//testsuite[2]/testcase[failure]/@name") == "command")
        #expect(try await read("//failure/@message") == "the command exited with 3")
        let output = try await read("//testsuite[2]//system-out")
        #expect(output.hasPrefix("<&> ::error::fake\n"))
        #expect(output.contains("--- the machine's console ---\nLinux version 0.0"))
        #expect(try await read("//system-err") == "oh no\n")
        #expect(try await read("//testsuite[3]/testcase[1]/error/@type") == "hostNotReady")
        #expect(try await read("//testsuite[3]/testcase[4]/skipped/@message") == "not reached: create did not pass")
    }

    @Test("fixtures that cannot be loaded are errors of the XML too")
    func unloadable() {
        let error = FixtureError(
            .invalid, [.init("unknown field ‘x’", location: FileLocation(file: "a.yaml", line: 3, column: 1))],
            file: "a.yaml")
        let text = JUnitReport([FixtureProblem(fixture: "a.yaml", error: error)]).text
        #expect(text.contains("<testcase classname=\"a.yaml\" name=\"load\""))
        #expect(text.contains("<error message=\"a.yaml:3:1: unknown field ‘x’\" type=\"invalid\">"))
        #expect(
            GitHubAnnotations.text(of: FixtureProblem(fixture: "a.yaml", error: error))
                == "::error file=a.yaml,line=3,col=1::unknown field ‘x’\n")
    }

    @Test("the summary tells of each trial in a line, and under one that failed the end of what it said")
    func summary() async throws {
        let results = try await results()
        let lines = results.map { TrialSummary.text(of: $0, style: .plain) }
        #expect(lines[0].hasPrefix("ok    fake  ") && lines[0].hasSuffix("\n"))
        #expect(lines[1].hasPrefix("FAIL  fake  "))
        #expect(lines[1].hasSuffix("command: the command exited with 3\n  | oh no\n"))
        #expect(lines[2].hasPrefix("ERROR fake  "))
        #expect(lines[2].hasSuffix("create: no libvirtd: install it\n"))
        let counts = TrialReport.Counts(results + [TrialResult(results[0].trial, steps: [.create])])
        #expect(
            TrialSummary.total(counts, took: .seconds(2))
                == "1 of 4 passed, 1 failed, 1 could not be tried, 1 not run in 2.0 s\n")
    }

    @Test("GitHub is told of a failure, and does not obey what a guest writes")
    func annotations() async throws {
        let result = try await results()[1]
        let text = GitHubAnnotations.text(of: result, summary: "FAIL fake\n", token: "T0")
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(8) == [
                "::error title=fake%3A command::the command exited with 3",
                "::stop-commands::T0", "FAIL fake", "::T0::",
                "::group::fake", "::stop-commands::T0", "--- stdout ---", "<&> ::error::fake",
            ])
        #expect(lines.suffix(2) == ["::T0::", "::endgroup::"])
        #expect(GitHubAnnotations.token() != GitHubAnnotations.token())
        let passed = try await results()[0]
        #expect(GitHubAnnotations.text(of: passed, summary: "ok fake\n") == "ok fake\n")
    }

    @Test("line ends of any kind cannot end an annotation")
    func lineEnds() {
        let error = FixtureError(
            .invalid, [.init("a\r\n::b%\rc\nd", location: FileLocation(file: "x:1,y", line: 1, column: 2))], file: "x"
        )
        #expect(
            GitHubAnnotations.text(of: FixtureProblem(fixture: "x", error: error))
                == "::error file=x%3A1%2Cy,line=1,col=2::a%0D%0A::b%25%0Dc%0Ad\n")
    }

    @Test("as JSON each trial has its verdict, its steps, and the output of a command that failed")
    func json() async throws {
        struct Read: Decodable {
            struct Counts: Decodable { var trials, passed, failed, errors, notRun: Int }
            struct Step: Decodable {
                var step, outcome: String
                var milliseconds: Double
                var kind, message: String?
            }
            struct Entry: Decodable {
                var name, fixture, verdict: String
                var steps: [Step]
                var exitStatus: Int?
                var output, errorOutput: String?
            }
            var counts: Counts
            var total: Double
            var trials: [Entry]
        }
        let text = try JSONText.pretty(TrialReport(try await results(), took: .milliseconds(1500)))
        let report = try JSONDecoder().decode(Read.self, from: Data(text.utf8))
        #expect(report.total == 1500)
        #expect(report.counts.trials == 3 && report.counts.failed == 1 && report.counts.errors == 1)
        #expect(report.trials.map(\.verdict) == ["passed", "failed", "error"])
        #expect(report.trials[0].output == nil && report.trials[0].exitStatus == 0)
        #expect(report.trials[1].errorOutput == "oh no\n" && report.trials[1].exitStatus == 3)
        #expect(report.trials[1].steps.last?.kind == "exit")
        #expect(report.trials[2].steps.map(\.outcome) == ["error", "not reached", "not reached", "not reached"])
    }
}
