import Synchronization

/// Tells a fraction that only grows, in steps that can be seen.
final class ImportProgress: Sendable {
    private struct State {
        var last = -1.0
        var share = 0.6
    }

    private let tell: @Sendable (Double) -> Void
    private let state = Mutex(State())

    init(_ tell: @escaping @Sendable (Double) -> Void) { self.tell = tell }

    func unwrapped(_ fraction: Double) { report(fraction * state.withLock { $0.share }) }

    func converted(_ fraction: Double) {
        let share = state.withLock { $0.share }
        report(share + fraction * (1 - share))
    }

    /// A raw image is finished when it is unwrapped.
    func nothingFollows() { state.withLock { $0.share = 1 } }

    /// An image without wrappers is only looked at before it is converted.
    func nothingWasUnwrapped() { state.withLock { $0.share = 0 } }

    private func report(_ fraction: Double) {
        let isNews = state.withLock { state in
            guard fraction >= state.last + 0.01 || fraction >= 1 && state.last < 1 else { return false }
            state.last = fraction
            return true
        }
        if isNews { tell(min(1, max(0, fraction))) }
    }

    func finished() { report(1) }
}
