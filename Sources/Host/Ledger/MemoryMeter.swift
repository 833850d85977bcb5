import Synchronization

/// Looks again and again at how much running machines have taken, and tells of those that have taken more than they were
/// promised. Where nothing is watched nothing is looked at.
package final class MemoryMeter: Sendable {
    /// How often: what all processors of a host can write meanwhile is less than what is kept free for all else.
    private static let pace = Duration.milliseconds(200)

    private struct Watched: Sendable {
        weak var grant: MemoryGrant?
        let tell: @Sendable () -> Void
    }

    private struct State {
        var watched: [String: Watched] = [:]
        var isLooking = false
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    package init(clock: any Clock<Duration> = ContinuousClock()) { self.clock = clock }

    /// Tells once, when more has been taken than was promised.
    package func watch(_ grant: MemoryGrant, _ tell: @escaping @Sendable () -> Void) {
        let begins = state.withLock { state in
            state.watched[grant.id] = Watched(grant: grant, tell: tell)
            defer { state.isLooking = true }
            return !state.isLooking
        }
        guard begins else { return }
        Task { [clock] in while self.look() { try? await clock.sleep(for: Self.pace) } }
    }

    /// Does not look at it any more: its machine stands still, or is gone.
    package func forget(_ grant: MemoryGrant) { state.withLock { $0.watched[grant.id] = nil } }

    /// One look at all; whether there is anything left to look at.
    private func look() -> Bool {
        let (outgrown, goesOn) = state.withLock { state in
            state.watched = state.watched.filter { $0.value.grant != nil }
            let outgrown = state.watched.filter { $0.value.grant.map { $0.taken > $0.bytes } ?? false }
            for id in outgrown.keys { state.watched[id] = nil }
            state.isLooking = !state.watched.isEmpty
            return (Array(outgrown.values), state.isLooking)
        }
        for watched in outgrown { watched.tell() }
        return goesOn
    }
}
