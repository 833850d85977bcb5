package import Fixtures
import Lifecycle
import Offload

/// Waits until every readiness condition holds, or until one cannot hold any more; the same on every back end.
package struct ReadinessWait: Sendable {
    package let conditions: [ReadyCondition]
    /// What deadlines are multiplied with: the accelerator's.
    package let scale: Int
    package let console: Console
    package let events: AsyncStream<MachineEvent>
    /// What happened up to then belongs to an earlier boot of the guest.
    package let since: Duration
    /// The console's last line of an earlier boot.
    package let previous: ConsoleLine?
    package let clock: any Clock<Duration>
    /// Returns when the guest's helper has answered.
    package let helper: @Sendable () async throws -> Void

    package init(
        _ conditions: [ReadyCondition], scale: Int, console: Console, events: AsyncStream<MachineEvent>,
        since: Duration = .zero, previous: ConsoleLine? = nil, clock: any Clock<Duration> = ContinuousClock(),
        helper: @escaping @Sendable () async throws -> Void
    ) {
        self.conditions = conditions
        self.scale = scale
        self.console = console
        self.events = events
        self.since = since
        self.previous = previous
        self.clock = clock
        self.helper = helper
    }

    /// What one of the waits came to.
    private enum Report: Sendable {
        case held(Int)
        case expired(Int)
        case ended(MachineError)
    }

    /// Throws ``MachineError/Code/notReady`` when a deadline has passed, ``MachineError/Code/guestFailed`` or
    /// ``MachineError/Code/stopped`` as soon as the guest cannot get ready any more; each says how far it came.
    package func run() async throws(MachineError) {
        var readiness = Readiness(conditions, scale: scale)
        var outcome = readiness.initial
        var ending: MachineError?
        await withTaskGroup(of: Report.self) { group in
            for index in conditions.indices {
                let limit = readiness.deadline(of: index)
                group.addTask { await wait(for: index, within: limit) }
            }
            group.addTask { .ended(await untilItFails()) }
            while outcome == nil, let report = await group.next() {
                switch report {
                case .held(let index): outcome = readiness.handle(.held(index))
                case .expired(let index): outcome = readiness.handle(.expired(index))
                case .ended(let error):
                    ending = error
                    outcome = readiness.handle(.ended(error.message))
                }
            }
            group.cancelAll()
        }
        // A way in that was open before still is, in a guest that has panicked since.
        if outcome == .ready, let failure = await console.guestFailure { throw failure }
        guard case .failed(let reason)? = outcome else { return }
        if Task.isCancelled { throw MachineError(.cancelled, "cancelled while it got ready") }
        throw MachineError(ending?.code ?? .notReady, reason, consoleTail: await console.tail(), cause: ending?.cause)
    }

    private func wait(for index: Int, within limit: Duration) async -> Report {
        do {
            try await withDeadline(limit, clock: clock) { try await wait(for: conditions[index]) }
            return .held(index)
        } catch is DeadlineExceeded {
            return .expired(index)
        } catch {
            let error = MachineError.wrapping(error, .notReady, "a condition could not be waited for")
            // The way in ends before the machine is known to be off: whatever ended it is the better reason.
            if error.code == .channelLost { try? await clock.sleep(for: .seconds(2)) }
            return .ended(error)
        }
    }

    private func wait(for condition: ReadyCondition) async throws {
        switch condition {
        case .helper:
            try await helper()
        case .console(let condition):
            let pattern: ConsolePattern =
                switch condition.match {
                case .text(let text): .text(text)
                case .pattern(let pattern): .regex(pattern)
                }
            // The deadline around this wait is the one that counts.
            try await console.expect(pattern, after: previous, within: .seconds(1_000_000))
        }
    }

    /// Returns when the guest has failed or is off, with the reason.
    private func untilItFails() async -> MachineError {
        for await event in events where event.time >= since {
            switch event.kind {
            case .guestFailed(let words): return MachineError(.guestFailed, words)
            case .state(.stopped(let reason)): return MachineError(.stopped, "the machine went off: \(reason)")
            default: continue
            }
        }
        return MachineError(.stopped, "the machine is gone")
    }
}
