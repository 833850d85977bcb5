import Lifecycle
import Machines

extension LocalMachine {
    /// Waits for every condition at once; the first thing that makes one impossible ends the wait.
    func waitUntilReady() async throws(MachineError) {
        let begun = ContinuousClock.now
        let wait = ReadinessWait(
            record.ready, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previousBoot, probe: LocalProbe(machine: self))
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

/// The ways into a machine's guest, for who waits for it to get ready.
private struct LocalProbe: ReadinessProbe {
    let machine: LocalMachine

    func helper() async throws(MachineError) { _ = try await machine.helper() }

    func agent() async throws(MachineError) {
        throw MachineError(.unsupported, "the guest agent cannot be waited for by this version; wait for the helper")
    }

    func ssh() async throws(MachineError) {
        throw MachineError(.unsupported, "SSH cannot be waited for by this version; wait for the helper or a port")
    }

    func channel() async throws(MachineError) -> any GuestChannel { try await machine.channel() }
}
