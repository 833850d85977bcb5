import Host
import JUnit
import Lifecycle
import Machines
import MayflyTestSupport
import Terminal
import Testing
import Verdicts

@testable import Boots
@testable import mayfly

/// What is said of a boot: as XML, JSON and text.
@Suite struct BootReportTests {
    private func result(
        _ end: BootEnd, reports: [BootReport] = [], documents: [TestDocument] = []
    ) -> BootResult {
        BootResult(
            end: end, reports: reports, met: [], run: "r", accelerator: .kvm, documents: documents,
            kernel: KernelFiles(image: "/k", version: "6.1"))
    }

    private let oops = BootReport(
        kind: "oops", severity: "error", reason: "NULL", fails: true, lines: ["BUG: NULL", "RIP: f+0x1/0x2"], traces: []
    )

    private func summary(_ ended: Result<BootResult, any Error>, _ change: (inout Boot) -> Void = { _ in })
        -> BootSummary
    {
        var boot = Boot(kernel: "/k")
        change(&boot)
        return BootSummary(boot, ended, Timeline())
    }

    private func failing() -> [TestDocument] {
        var stream = TestStream(.file)
        for line in ["TAP version 13", "1..3", "ok 1 - a", "not ok 2 - b # why", "ok 3 - c # SKIP no"] {
            _ = stream.consume(line[...])
        }
        _ = stream.finish()
        return stream.documents
    }

    @Test("each end has a status of its own")
    func statuses() {
        let ends: [(BootEnd, Int32)] = [
            (.passed, 0), (.commandExited(7), 7), (.testsFailed("x"), 1), (.missed([]), 1), (.kernelFailed("x"), 122),
            (.timedOut("x"), 124),
        ]
        for (end, status) in ends { #expect(BootExitStatus.of(end) == status) }
        #expect(summary(.failure(MachineError(.hostNotReady, "no QEMU"))).exitStatus == 125)
    }

    @Test("what passed without all that was asked for is not 0, also in JSON; what failed has its own status")
    func notWhole() {
        for (end, status): (BootEnd, Int32) in [(.passed, 125), (.commandExited(7), 7), (.kernelFailed("x"), 122)] {
            var result = result(end)
            result.isWhole = false
            #expect(summary(.success(result)).exitStatus == status)
        }
    }

    @Test("JSON has the reports with their lines, and the outcome in a word")
    func json() throws {
        let text = try JSONText.line(summary(.success(result(.kernelFailed("oops: NULL"), reports: [oops]))))
        #expect(text.contains(#""outcome":"kernel""#) && text.contains(#""exitStatus":122"#))
        #expect(text.contains(#""lines":["BUG: NULL","RIP: f+0x1/0x2"]"#))
    }

    @Test("JUnit has a case for the boot, one for each expectation, and suites of the results")
    func junit() {
        let failed = JUnitReport(
            summary(.success(result(.testsFailed("1 test failed: b"), documents: failing()))) {
                $0.expectations = [BootExpectation("x")]
            }
        ).text
        #expect(failed.contains("tests=\"5\" failures=\"2\" errors=\"0\" skipped=\"1\""), "\(failed)")
        #expect(failed.contains("console shows ‘x’"))
        let kernel = JUnitReport(summary(.success(result(.kernelFailed("oops: NULL"), reports: [oops])))).text
        #expect(kernel.contains("type=\"kernel\"") && kernel.contains("BUG: NULL"), "\(kernel)")
        let error = JUnitReport(summary(.failure(MachineError(.hostNotReady, "no QEMU")))).text
        #expect(error.contains("errors=\"1\""), "\(error)")
    }

    @Test("a person sees what failed with its output, and how many there were")
    func tree() {
        let text = ResultTree(failing(), style: .plain).text
        #expect(text.contains("  failed b # why\n") && text.contains("  skipped c # no\n"), "\(text)")
        #expect(text.hasSuffix("mayfly: 3 tests, 1 failed, 1 skipped\n"), "\(text)")
    }

    @Test("a guest's words cannot command the terminal")
    func printable() {
        let line = ConsoleLine(number: 0, raw: [], text: "Oops \u{1b}[2J")
        let verdict = ConsoleVerdict(kind: .oops, reason: "\u{1b}]0;x", line: line)
        let text = BootPrinter(showsConsole: false, showsOutput: false).text(of: .verdict(verdict, fails: true))
        #expect(text?.contains("\u{1b}]") == false && text?.contains("\u{1b}[2J") == false)
    }

    @Test("a time behind a mark is an expectation's own, and a mark in the pattern is not")
    func expectation() throws {
        let kind = ValueKind<BootExpectation>.expectation
        #expect(try kind.parse("login:@30s") == BootExpectation(.regex("login:"), within: .seconds(30)))
        #expect(try kind.parse("root@box") == BootExpectation(.regex("root@box")))
        #expect(throws: ValueError.self) { try kind.parse("@30s") }
        #expect(throws: ValueError.self) { try kind.parse("(") }
    }
}
