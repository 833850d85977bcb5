/// A place in a text; both numbers count from 1.
package struct Mark: Sendable, Hashable, CustomStringConvertible {
    // Small, for every value and every key of a document has one.
    private var storedLine: UInt32
    private var storedColumn: UInt32

    package init(line: Int, column: Int) {
        storedLine = UInt32(clamping: line)
        storedColumn = UInt32(clamping: column)
    }

    package var line: Int {
        get { Int(storedLine) }
        set { storedLine = UInt32(clamping: newValue) }
    }

    /// Characters, not bytes.
    package var column: Int {
        get { Int(storedColumn) }
        set { storedColumn = UInt32(clamping: newValue) }
    }

    package var description: String { "\(line):\(column)" }

    /// This place, counted from the place where its text begins in a longer one.
    func offset(by start: Mark) -> Mark {
        Mark(line: start.line + line - 1, column: line == 1 ? start.column + column - 1 : column)
    }
}
