/// Why no machine can be made of a VirtualMachine: its instancetype or preference is missing, in the way or not met.
public struct ExpansionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reasons, each with its field.
    public var causes: [StatusCause]

    /// An error of these reasons.
    public init(_ causes: [StatusCause]) {
        self.causes = causes
    }

    /// An error of one reason.
    public init(_ cause: StatusCause) {
        self.init([cause])
    }

    /// The reasons, one a line.
    public var description: String { causes.map(\.description).joined(separator: "\n") }
}
