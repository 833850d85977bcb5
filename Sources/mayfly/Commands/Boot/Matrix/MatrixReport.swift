import Boots
import Terminal

/// What `mayfly boot --matrix --output json` prints.
struct MatrixReport: Encodable {
    struct Axis: Encodable {
        var name: String
        var values: [String]
    }

    var axes: [Axis]
    var cells: [CellReport]
    /// What this process exits with.
    var exitStatus: Int32

    init(_ matrix: BootMatrix, _ cells: [CellReport]) {
        axes = matrix.axes.map { Axis(name: $0.name, values: $0.values) }
        self.cells = cells
        exitStatus = CellReport.exitStatus(of: cells)
    }

    /// A row for each cell: its values, what it came to, and the time, of several runs that in the middle.
    var table: String {
        var table = Table(
            axes.map { ($0.name.uppercased(), .left) } + [("TIME", .right), ("VERDICT", .left)])
        for cell in cells {
            let time = cell.statistics.median.map { DurationText.format(.microseconds(Int64($0 * 1000))) }
            table.add(axes.map { cell.values[$0.name] ?? "" } + [time ?? "-", cell.reason])
        }
        return table.text
    }

    /// The last line, for a person.
    var summary: String {
        var words = ["\(cells.count) cell\(cells.count == 1 ? "" : "s")"]
        for (verdict, name) in [
            (CellReport.Verdict.passed, "passed"), (.failed, "failed"), (.error, "could not be judged"),
            (.untried, "not tried"), (.unfinished, "not finished"),
        ] {
            let count = cells.count { $0.verdict == verdict }
            if count > 0 || verdict == .passed { words.append("\(count) \(name)") }
        }
        return "mayfly: " + words.joined(separator: ", ") + "\n"
    }
}
