/// A place in a fixture's file, for errors that are found only when the fixture is built.
public struct FileLocation: Sendable, Hashable, CustomStringConvertible {
    /// The file's path, as it was given.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Character in the line, from 1.
    public var column: Int

    /// A place.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}
