public import KubeVirt

/// How long to wait between two looks at the guest, written `500ms` or `2s`: more than nothing.
public struct Interval: Sendable, Hashable {
    /// The time itself.
    public var duration: Duration

    /// An interval of this length.
    public init(_ duration: Duration) {
        self.duration = duration
    }
}

extension Interval: ScalarCodable, CustomStringConvertible {
    /// What to write.
    public static var expectation: String { "a duration such as 500ms or 2s" }

    /// Reads a duration in Go's notation.
    public init(scalarText: String) throws(InvalidValue) {
        duration = try Duration(parsing: scalarText)
        guard duration > .zero else {
            throw InvalidValue(
                .duration, "an interval must be more than nothing, got ‘\(scalarText)’", text: scalarText)
        }
    }

    /// The duration in Go's notation.
    public var scalarText: String { duration.compactText }
    /// The duration in Go's notation.
    public var description: String { scalarText }
}
