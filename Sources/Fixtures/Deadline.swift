public import KubeVirt

/// How long something may take, written `30s` or `1m30s`: more than nothing, and meant for KVM.
public struct Deadline: Sendable, Hashable {
    /// The time itself.
    public var duration: Duration

    /// A deadline of this length.
    public init(_ duration: Duration) {
        self.duration = duration
    }
}

extension Deadline: ScalarCodable, CustomStringConvertible {
    /// What to write.
    public static var expectation: String { "a duration such as 30s or 1m30s" }

    /// Reads a duration in Go's notation.
    public init(scalarText: String) throws(InvalidValue) {
        duration = try Duration(parsing: scalarText)
        guard duration > .zero else {
            throw InvalidValue(.duration, "a deadline must be more than nothing, got ‘\(scalarText)’", text: scalarText)
        }
    }

    /// The duration in Go's notation.
    public var scalarText: String { duration.compactText }
    /// The duration in Go's notation.
    public var description: String { scalarText }
}
