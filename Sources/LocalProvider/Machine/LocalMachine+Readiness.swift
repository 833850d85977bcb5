import Fixtures
import Lifecycle
import Machines
import Offload

extension LocalMachine {
    /// Waits for every condition at once; the first thing that makes one impossible ends the wait.
    func waitUntilReady() async throws(MachineError) {
        if case .fork? = definition?.beginning, !hasRestarted { return try await takeIdentity() }
        let begun = ContinuousClock.now
        let wait = ReadinessWait(
            record.ready, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previousBoot, probe: LocalProbe(machine: self))
        do throws(MachineError) {
            defer { recordBoot(from: begun) }
            try await wait.run()
            try await credentialsSet()
        } catch {
            throw error.named(name)
        }
        markReady()
    }

    /// Part of getting ready, though no condition: who may log in is what the machine says of itself.
    func credentialsSet() async throws(MachineError) {
        guard let credentials else { return }
        let limit = Fixture.defaultDeadline.duration * accelerator.deadlineScale
        do {
            try await withDeadline(limit) { try await credentials.value }
        } catch {
            throw .wrapping(
                error, .notReady, "spec.accessCredentials could not be set by the guest agent; is it in the image?")
        }
    }

    /// Splits the boot where the guest's kernel and then our first program in it started, which the guest itself tells.
    private func recordBoot(from begun: ContinuousClock.Instant) {
        var start = startedAt ?? begun
        for (phase, end) in [(Phase.firmware, kernelStart), (.kernel, helperStart)] {
            guard let end else { continue }
            let split = min(max(start, end), .now)
            timeline.record(phase, from: start, to: split)
            start = split
        }
        timeline.record(helperStart == nil ? .kernel : .ready, from: start)
    }
}

/// The ways into a machine's guest, for who waits for it to get ready.
private struct LocalProbe: ReadinessProbe {
    let machine: LocalMachine

    func helper() async throws(MachineError) { _ = try await machine.way(.helper) }
    func agent() async throws(MachineError) { _ = try await machine.way(.agent) }
    func ssh() async throws(MachineError) { _ = try await machine.way(.ssh) }
    func channel() async throws(MachineError) -> any GuestChannel { try await machine.channel(nil) }
}
