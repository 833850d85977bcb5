import Synchronization

/// Lets as many requests go at once as the window says; the others wait in line. A cancelled waiter leaves the line.
final class RequestGate: Sendable {
    private struct State {
        var window = RequestWindow()
        var running = 0
        var next = 0
        var line: [(number: Int, continuation: CheckedContinuation<Int?, Never>)] = []

        /// Who may go now.
        mutating func admit() -> [(CheckedContinuation<Int?, Never>, round: Int)] {
            var admitted: [(CheckedContinuation<Int?, Never>, round: Int)] = []
            while running < window.width, !line.isEmpty {
                running += 1
                admitted.append((line.removeFirst().continuation, window.round))
            }
            return admitted
        }
    }

    private let state = Mutex(State())

    /// How many may go at once now.
    var width: Int { state.withLock { $0.window.width } }

    /// Nobody is on the way, and nobody waits.
    var isIdle: Bool { state.withLock { $0.running == 0 && $0.line.isEmpty } }

    /// Waits for room; gives the round, which ``leave(_:_:)`` is told.
    func enter() async throws(CancellationError) -> Int {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let round: Int? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let admitted = state.withLock { state in
                    state.line.append((number, continuation))
                    return state.admit()
                }
                for (waiter, round) in admitted { waiter.resume(returning: round) }
                if Task.isCancelled { giveUp(number) }
            }
        } onCancel: {
            giveUp(number)
        }
        guard let round else { throw CancellationError() }
        return round
    }

    func leave(_ round: Int, _ fate: RequestWindow.Fate) {
        let admitted = state.withLock { state in
            state.running -= 1
            state.window.ended(fate, round: round)
            return state.admit()
        }
        for (waiter, round) in admitted { waiter.resume(returning: round) }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            state.line.firstIndex { $0.number == number }.map { state.line.remove(at: $0) }
        }
        waiter?.continuation.resume(returning: nil)
    }
}
