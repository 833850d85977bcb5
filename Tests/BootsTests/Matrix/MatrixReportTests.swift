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

/// What is said of the cells of a matrix: as a table, XML, JSON and an exit status.
@Suite struct MatrixReportTests {
    private func summary(_ ended: Result<BootEnd, MachineError>, seconds: Double = 2) -> BootSummary {
        let result: Result<BootResult, any Error> = ended.map { end in
            BootResult(
                end: end, reports: [], met: [], run: "r", accelerator: .tcg,
                kernel: KernelFiles(image: "/k", version: "6.1"))
        }.mapError { $0 }
        var summary = BootSummary(Boot(kernel: "/k"), result, Timeline())
        summary.total = seconds * 1000
        return summary
    }

    private var matrix: BootMatrix {
        var matrix = BootMatrix(Boot(kernel: "/k"))
        matrix.vary(\.cpus, "cpus", over: [1, 2])
        matrix.vary(\.arguments, "append", over: ["", "slub_debug=FZ"])
        return matrix
    }

    private func report(_ runs: [[BootSummary]], obstacles: [Int: String] = [:]) -> MatrixReport {
        let matrix = matrix
        return MatrixReport(
            matrix,
            matrix.cells.enumerated().map {
                CellReport($1, runs[$0], of: 1, obstacle: obstacles[$0], artifacts: "out/\($0)")
            })
    }

    private var mixed: MatrixReport {
        report(
            [
                [summary(.success(.passed))],
                [summary(.success(.passed)), summary(.success(.kernelFailed("panic: no")), seconds: 4)], [],
                [summary(.failure(MachineError(.hostNotReady, "no memory")))],
            ], obstacles: [2: "install qemu"])
    }

    @Test("the table has the axes as columns, and beside them the time and what a cell came to")
    func table() {
        #expect(
            mixed.table == """
                CPUS  APPEND          TIME  VERDICT
                1                    2.0 s  passed
                1     slub_debug=FZ  4.0 s  1 of 2: panic: no
                2                        -  not tried: install qemu
                2     slub_debug=FZ  2.0 s  no memory

                """)
        #expect(mixed.summary == "mayfly: 4 cells, 1 passed, 1 failed, 1 could not be judged, 1 not tried\n")
    }

    @Test("the exit status is the worst: what failed outweighs what says nothing, and the kernel everything")
    func status() {
        let ends: [(Result<BootEnd, MachineError>, Int32)] = [
            (.success(.kernelFailed("x")), 122), (.success(.timedOut("x")), 124), (.success(.testsFailed("x")), 1),
            (.success(.commandExited(7)), 7), (.failure(MachineError(.hostNotReady, "x")), 125), (.success(.passed), 0),
        ]
        for (index, (_, status)) in ends.enumerated() {
            // It and all that is less bad, in either order.
            let runs = ends[index...].map { [summary($0.0)] }
            for runs in [runs, runs.reversed()] {
                let cells = runs.map { CellReport(BootCell([], Boot(kernel: "/k")), $0, of: 1) }
                #expect(CellReport.exitStatus(of: cells) == status)
            }
        }
        #expect(
            report([[summary(.success(.passed))], [], [], []], obstacles: [1: "a", 2: "b", 3: "c"]).exitStatus == 125)
        let two = report([[summary(.success(.commandExited(3)))], [summary(.success(.commandExited(4)))], [], []])
        #expect(two.exitStatus == 3)
        #expect(two.cells.map(\.verdict) == [.failed, .failed, .unfinished, .unfinished])
        let half = CellReport(BootCell([], Boot(kernel: "/k")), [summary(.success(.passed))], of: 3)
        #expect(half.verdict == .unfinished && half.reason == "not finished, after 1 of 3 runs that passed")
    }

    @Test("a case for each cell has its values in its name, and results of tests have suites of their own")
    func junit() throws {
        let xml = JUnitReport(mixed).text
        #expect(xml.contains("tests=\"4\"") && xml.contains("failures=\"1\"") && xml.contains("errors=\"2\""), "\(xml)")
        #expect(xml.contains("name=\"cpus=1, append=slub_debug=FZ\""), "\(xml)")
        #expect(xml.contains("not tried: install qemu") && xml.contains("<property name=\"cpus\" value=\"1, 2\""))
        var stream = TestStream(.file)
        for line in ["TAP version 13", "1..1", "not ok 1 - bad"] { _ = stream.consume(line[...]) }
        _ = stream.finish()
        var failing = summary(.success(.testsFailed("1 test failed")))
        failing.results = stream.documents
        let results = JUnitReport(report([[failing], [], [], []])).text
        #expect(results.contains("cpus=1, append=: results") && results.contains("bad"), "\(results)")
    }

    @Test("programs get the axes, each cell with its values and runs, and the status")
    func json() throws {
        let text = try JSONText.pretty(mixed)
        for part in [
            "\"exitStatus\" : 122", "\"verdict\" : \"untried\"", "\"append\" : \"slub_debug=FZ\"",
            "\"name\" : \"cpus\"",
            "\"artifacts\" : \"out", "\"failureRate\" : 0.5",
        ] {
            #expect(text.contains(part), "\(part): \(text)")
        }
    }

    @Test("a cell's folder tells its values, is the only one, and is cleared by the next boot into the same place")
    func folders() async throws {
        let scratch = Scratch("matrix-folders")
        let cell = BootCell(
            [.init(axis: "kernel", value: "/a b/vmlinuz-6.1"), .init(axis: "append", value: "x=\"y\",z")],
            Boot(kernel: "/k"))
        let name = BootFolder.name(of: cell, numbered: 12)
        #expect(name == "12-kernel=vmlinuz-6.1,append=x=_y_,z" && BootFolder.isCell(name))
        #expect(!BootFolder.isCell("12") && !BootFolder.isCell("-a=b") && !BootFolder.isCell("2024-01"))
        var long = cell
        long.coordinates[1].value = String(repeating: "x", count: 400)
        #expect(BootFolder.name(of: long, numbered: 1).utf8.count < 120)
        let folder = try BootFolder(scratch("out")).cell(name)
        await folder.write(summary(.success(.passed)), artifacts: [], manifest: "{}", ofRun: nil)
        await folder.write(summary(.success(.passed)), artifacts: [], manifest: nil, ofRun: 2)
        #expect(FileSystem.names(in: scratch("out/" + name)).sorted() == ["2", "boot.json", "manifest.json"])
        _ = try BootFolder(scratch("out"))
        #expect(FileSystem.names(in: scratch("out")) == [])
    }
}
