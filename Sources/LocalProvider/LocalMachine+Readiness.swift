import Fixtures
import Lifecycle
import Machines

extension LocalMachine {
    /// Waits for every condition at once; the first thing that makes one impossible ends the wait.
    func waitUntilReady() async throws(MachineError) {
        let begun = ContinuousClock.now
        let wait = ReadinessWait(
            record.ready, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previousBoot
        ) { _ = try await self.way(.helper) }
        do throws(MachineError) {
            defer { recordBoot(from: begun) }
            try await wait.run()
        } catch {
            throw error.named(name)
        }
        markReady()
    }

    /// Splits the boot at the moment when the guest's first program of ours ran, which the guest itself tells.
    private func recordBoot(from begun: ContinuousClock.Instant) {
        let started = startedAt ?? begun
        let split = helperStart.map { min(max($0, started), .now) }
        timeline.record(.kernel, from: started, to: split ?? .now)
        if let split { timeline.record(.ready, from: split) }
    }
}
