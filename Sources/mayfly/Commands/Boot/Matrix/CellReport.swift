import Boots

/// What `mayfly boot --matrix --output json` says of a cell.
struct CellReport: Encodable {
    enum Verdict: String, Encodable {
        case passed, failed
        /// This host, Mayfly or the command line is at fault: nothing is known of the boot.
        case error
        /// This host has no QEMU for it.
        case untried
        /// A signal ended it all before.
        case unfinished
    }

    var name: String
    /// The values by their axes.
    var values: [String: String]
    var verdict: Verdict
    /// How its worst run ended, or why it was not tried.
    var reason: String
    /// That of its worst run.
    var exitStatus: Int32
    /// Where its artifacts are; nil where none were asked for.
    var artifacts: String?
    var statistics: RunStatistics
    var runs: [BootSummary]
    /// How bad it is, see ``severity(of:)``.
    private let severity: Int

    private enum CodingKeys: String, CodingKey {
        case name, values, verdict, reason, exitStatus, artifacts, statistics, runs
    }

    /// The runs of the `times` that it was to have; `obstacle` is why it was not tried.
    init(
        _ cell: BootCell, _ runs: [BootSummary], of times: Int, obstacle: String? = nil, artifacts: String? = nil
    ) {
        name = cell.name
        values = Dictionary(cell.coordinates.map { ($0.axis, $0.value) }) { first, _ in first }
        self.runs = runs
        self.artifacts = artifacts
        statistics = RunStatistics(runs)
        let worst = runs.enumerated().max {
            (Self.severity(of: $0.element.outcome), $1.offset) < (Self.severity(of: $1.element.outcome), $0.offset)
        }?.element
        if let worst, worst.outcome != .passed || runs.count >= times {
            severity = Self.severity(of: worst.outcome)
            verdict = worst.outcome == .passed ? .passed : worst.outcome == .error ? .error : .failed
            let failed = runs.count - statistics.passed
            let count = runs.count == 1 ? "" : "\(failed) of \(runs.count): "
            reason = failed == 0 ? "passed" : count + worst.firstReason
            exitStatus = worst.exitStatus
        } else {
            severity = Self.severity(of: .error)
            verdict = obstacle == nil ? .unfinished : .untried
            let count = runs.isEmpty ? "" : ", after \(runs.count) of \(times) runs that passed"
            reason = obstacle.map { "not tried: \($0)" } ?? "not finished" + count
            exitStatus = ExitStatus.neverRan
        }
    }

    /// What has failed outweighs what could not be tried, as in `mayfly test` and `mayfly bisect`; the kernel's failure is
    /// the worst.
    private static func severity(of outcome: BootSummary.Outcome) -> Int {
        switch outcome {
        case .passed: 0
        case .error: 1
        case .command: 2
        case .missed, .tests: 3
        case .timeout: 4
        case .kernel: 5
        }
    }

    /// The worst of all; of several that are as bad the first.
    static func exitStatus(of cells: [CellReport]) -> Int32 {
        let worst = cells.map(\.severity).max() ?? 0
        return cells.first { $0.severity == worst }?.exitStatus ?? 0
    }
}
