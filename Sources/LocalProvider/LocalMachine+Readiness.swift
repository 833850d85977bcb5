import Fixtures
import Lifecycle
import Machines
import Offload

extension LocalMachine {
    /// Waits for every condition at once; the first thing that makes one impossible ends the wait.
    func waitUntilReady() async throws(MachineError) {
        let begun = ContinuousClock.now
        var readiness = Readiness(record.ready, scale: accelerator.deadlineScale)
        var outcome = readiness.initial
        var cause: (any Error)?
        await withTaskGroup(of: (Readiness.Event, (any Error)?).self) { group in
            for index in readiness.conditions.indices {
                let condition = readiness.conditions[index]
                let limit = readiness.deadline(of: index)
                group.addTask {
                    do {
                        try await withDeadline(limit) { try await self.wait(for: condition) }
                        return (.held(index), nil)
                    } catch is DeadlineExceeded {
                        return (.expired(index), nil)
                    } catch {
                        return (.ended("the machine cannot get ready any more"), error)
                    }
                }
            }
            group.addTask { (.ended(await self.untilItFails()), nil) }
            while outcome == nil, let (event, error) = await group.next() {
                cause = error
                outcome = readiness.handle(event)
            }
            group.cancelAll()
        }
        recordBoot(from: begun)
        switch outcome {
        case .ready:
            markReady()
        case .failed(let reason):
            throw await notReady(reason, cause)
        case nil:
            throw MachineError(.internalFault, "readiness ended without an outcome", machine: name)
        }
    }

    private func wait(for condition: ReadyCondition) async throws {
        switch condition {
        case .helper:
            _ = try await helper()
        case .console(let condition):
            let pattern: ConsolePattern =
                switch condition.match {
                case .text(let text): .text(text)
                case .pattern(let pattern): .regex(pattern)
                }
            // The deadline around this wait is the one that counts.
            try await console.expect(pattern, within: .seconds(1_000_000))
        }
    }

    /// Returns when the guest has failed or is off, with the reason.
    private nonisolated func untilItFails() async -> String {
        for await event in events {
            switch event.kind {
            case .guestFailed(let words): return words
            case .state(.stopped(let reason)): return "the machine went off: \(reason)"
            default: continue
            }
        }
        return "the machine is gone"
    }

    private func notReady(_ reason: String, _ cause: (any Error)?) async -> MachineError {
        if Task.isCancelled { return MachineError(.cancelled, "cancelled while it got ready", machine: name) }
        return MachineError(
            .notReady, reason, machine: name, consoleTail: await console.tail(), cause: cause)
    }

    /// Splits the boot at the moment when the guest's first program of ours ran, which the guest itself tells.
    private func recordBoot(from begun: ContinuousClock.Instant) {
        let started = startedAt ?? begun
        let split = helperStart.map { min(max($0, started), .now) }
        timeline.record(.kernel, from: started, to: split ?? .now)
        if let split { timeline.record(.ready, from: split) }
    }
}
