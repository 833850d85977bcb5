/// Runs of one or more boots, several at once: each of them once, then each again, as often as it is to be.
package struct BootSeries: Sendable {
    /// One run of one of the boots.
    package struct Turn: Sendable, Hashable, Comparable {
        /// Which boot, from 0.
        package var boot: Int
        /// Which run of it, from 1.
        package var number: Int

        package init(boot: Int = 0, number: Int) { (self.boot, self.number) = (boot, number) }

        package static func < (one: Self, other: Self) -> Bool {
            (one.boot, one.number) < (other.boot, other.number)
        }
    }

    /// How many boots there are.
    package var boots: Int
    /// How often each is run; nil goes on until one fails.
    package var times: Int?
    /// Whether the first that fails ends the others.
    package var untilFailure: Bool
    /// How many run at once, at most.
    package var jobs: Int

    package init(boots: Int = 1, times: Int?, untilFailure: Bool = false, jobs: Int) {
        (self.boots, self.times, self.untilFailure, self.jobs) = (boots, times, untilFailure, jobs)
    }

    /// What each run came to. `one` is a run, nil when it was cancelled; `took` is told of each as it ends. Those that a
    /// failure ended are none.
    package func run<Outcome: Sendable>(
        hasFailed: (Outcome) -> Bool = { _ in false },
        took: (Turn, Outcome) async -> Void = { _, _ in },
        one: @escaping @Sendable (Turn) async throws -> Outcome?
    ) async throws -> [Turn: Outcome] {
        guard boots > 0 else { return [:] }
        let ended = try await withThrowingTaskGroup(of: (Turn, Outcome)?.self) { group in
            var results: [Turn: Outcome] = [:]
            var (next, isOver) = (0, false)
            func begin() {
                let turn = Turn(boot: next % boots, number: next / boots + 1)
                guard !isOver, turn.number <= times ?? .max else { return }
                next += 1
                group.addTask { try await one(turn).map { (turn, $0) } }
            }
            for _ in 0..<jobs { begin() }
            while let result = try await group.next() {
                guard let (turn, outcome) = result else { continue }
                results[turn] = outcome
                await took(turn, outcome)
                if untilFailure, hasFailed(outcome) {
                    isOver = true
                    group.cancelAll()
                }
                begin()
            }
            return results
        }
        try Task.checkCancellation()
        return ended
    }
}
