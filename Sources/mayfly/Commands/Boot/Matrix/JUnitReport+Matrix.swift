import Boots
import JUnit
import Verdicts

extension JUnitReport {
    /// A suite with a case for each cell, whose name has its values; and a suite for each test with subtests among a cell's
    /// results.
    init(_ report: MatrixReport) {
        let name = "mayfly boot"
        let properties = report.axes.map { JUnitSuite.Property($0.name, $0.values.joined(separator: ", ")) }
        let cells = report.cells.map { JUnitCase($0, of: name) }
        let results = report.cells.flatMap { cell in
            cell.runs.enumerated().flatMap { index, run in
                let place = cell.runs.count == 1 ? cell.name : "\(cell.name), run \(index + 1)"
                return run.results.flatMap { $0.suites(named: "\(place): results") }
            }
        }
        self.init(name, suites: [JUnitSuite(name, properties: properties, cases: cells)] + results)
    }
}

extension JUnitCase {
    fileprivate init(_ cell: CellReport, of className: String) {
        let failed = cell.runs.first { $0.outcome != .passed }
        let details = cell.runs.filter { $0.outcome != .passed }.map(\.reason).joined(separator: "\n")
        let outcome: Outcome =
            switch cell.verdict {
            case .passed: .passed
            case .failed:
                .failed(kind: failed?.outcome.rawValue ?? "failed", message: cell.reason, details: details)
            case .error, .untried, .unfinished:
                .error(
                    kind: cell.verdict.rawValue, message: cell.reason, details: details.isEmpty ? cell.reason : details)
            }
        self.init(
            cell.name, of: className,
            duration: .microseconds(Int64(cell.runs.reduce(0) { $0 + $1.total } * 1000)), outcome: outcome,
            output: cell.runs.flatMap(\.reports).flatMap(\.lines).joined(separator: "\n"))
    }
}
