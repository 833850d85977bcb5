package import Fixtures

/// How long to wait between two looks at a guest that is getting ready.
///
/// Each look costs the guest processor time, which under TCG is what its boot lacks: looks become rarer, and the guest
/// has at least as long to itself as the last look took.
package struct ProbePace: Sendable, Hashable {
    private let written: Duration?
    private let longest: Duration
    private var current = Duration.milliseconds(250)

    /// An interval that the fixture writes is kept as it is; `scale` is the accelerator's.
    package init(_ interval: Interval?, scale: Int) {
        written = interval?.duration
        longest = min(.seconds(1) * scale, .seconds(3))
    }

    /// The next pause, after a look that took so long.
    package mutating func pause(after look: Duration) -> Duration {
        if let written { return written }
        defer { current = min(longest, current * 3 / 2) }
        return max(current, min(look, longest))
    }
}
