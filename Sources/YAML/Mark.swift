/// A place in a text; both numbers count from 1.
package struct Mark: Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    /// Characters, not bytes.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }
}
