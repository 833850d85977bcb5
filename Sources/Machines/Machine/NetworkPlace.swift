import Synchronization

/// A machine's place in a private network; it has one at most.
///
/// Its guest forgets the place when it starts again, or goes back to a checkpoint, and is then given it once more.
package final class NetworkPlace: Sendable {
    package typealias Restoring = @Sendable () async throws(MachineError) -> Void
    package typealias Leaving = @Sendable () async -> Void

    private struct State {
        var number = 0
        var taken: (restore: Restoring, leave: Leaving)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Takes a place, after which the one before is left; returns its number, by which it is freed.
    package func take(restore: @escaping Restoring, leave: @escaping Leaving) async -> Int {
        let (number, before) = state.withLock { state in
            let before = state.taken
            state.number += 1
            state.taken = (restore, leave)
            return (state.number, before)
        }
        await before?.leave()
        return number
    }

    /// Frees the place of this number, if it is still the machine's.
    package func free(_ number: Int) {
        state.withLock { state in
            if state.number == number { state.taken = nil }
        }
    }

    /// Gives the guest its place once more.
    func restore() async throws(MachineError) { try await state.withLock { $0.taken }?.restore() }
}
