/// Rows in aligned columns under headings.
package struct Table: Sendable {
    package enum Alignment: Sendable {
        case left, right
    }

    private let headings: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    package init(_ columns: (heading: String, alignment: Alignment)...) { self.init(columns) }

    package init(_ columns: [(heading: String, alignment: Alignment)]) {
        headings = columns.map(\.heading)
        alignments = columns.map(\.alignment)
    }

    /// Adds a row with one cell for each column; what a terminal would obey in a cell is spelled out.
    package mutating func add(_ cells: String...) { add(cells) }

    package mutating func add(_ cells: [String]) {
        precondition(cells.count == headings.count, "a row has as many cells as there are columns")
        rows.append(cells.map(\.printable))
    }

    /// The table with a line end after each line; no blanks at the end of a line.
    package var text: String {
        let lines = [headings] + rows
        let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { cells in
            let padded = cells.indices.map { column in
                switch alignments[column] {
                case .left: cells[column].padded(to: widths[column])
                case .right: cells[column].leftPadded(to: widths[column])
                }
            }
            let line = padded.joined(separator: "  ")
            return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
        }.joined()
    }
}
