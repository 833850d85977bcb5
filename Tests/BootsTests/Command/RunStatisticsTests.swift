import Lifecycle
import Machines
import Testing

@testable import Boots
@testable import mayfly

@Suite struct RunStatisticsTests {
    private func summary(_ end: BootEnd, milliseconds: Double) -> BootSummary {
        let result = BootResult(
            end: end, reports: [], met: [], run: "r", accelerator: .kvm, kernel: KernelFiles(image: "/k", version: "6"))
        var summary = BootSummary(Boot(kernel: "/k"), .success(result), Timeline())
        summary.total = milliseconds
        return summary
    }

    @Test("ways to fail are counted, the most frequent first, beside the times")
    func counts() {
        let statistics = RunStatistics([
            summary(.passed, milliseconds: 30), summary(.kernelFailed("panic: a"), milliseconds: 10),
            summary(.timedOut("late"), milliseconds: 20), summary(.kernelFailed("panic: a"), milliseconds: 40),
        ])
        #expect(statistics.passed == 1 && statistics.failureRate == 0.75)
        #expect(statistics.failures.map(\.reason) == ["panic: a", "late"])
        #expect(statistics.failures.map(\.count) == [2, 1])
        #expect(statistics.shortest == 10 && statistics.longest == 40 && statistics.median == 30)
        #expect(statistics.text.hasPrefix("  2 × panic: a\n  1 × late\nmayfly: 4 runs, 1 passed, 3 failed (75 %)"))
    }

    @Test("no run has no rate")
    func none() {
        #expect(RunStatistics([]).failureRate == nil)
        #expect(RunStatistics([]).text == "mayfly: 0 runs, 0 passed, 0 failed\n")
    }
}
