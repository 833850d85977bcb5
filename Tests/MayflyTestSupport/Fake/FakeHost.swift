import Fixtures
import Glibc
package import Machines
import Offload
import Synchronization

/// What the fake machines of one test share: the host that they would run on.
package final class FakeHost: Sendable {
    private struct State {
        var next = 0
        var machines: [String: FakeMachine] = [:]
        var expiries: [String: ContinuousClock.Instant] = [:]
        var templates: [Fixture: Task<FakeBoot, any Error>] = [:]
    }

    package let clock: any Clock<Duration>
    package let programs: [String: FakeProgram]
    package let boot: @Sendable (FakeGuest) async -> Void
    package let display: @Sendable () async -> Artifact?
    package let late: @Sendable (FakeGuest) async -> Void
    private let state = Mutex(State())

    /// Guests boot as the closure says (the usual one prints two lines and answers) and have these programs besides the
    /// usual ones; readiness is timed by the clock. The display is the hypervisor's to show, which may hang. `late`
    /// prints what is still on its way to the console when somebody waits for that.
    package init(
        clock: any Clock<Duration> = ContinuousClock(), programs: [String: FakeProgram] = [:],
        boot: @escaping @Sendable (FakeGuest) async -> Void = { await FakeHost.usualBoot($0) },
        display: @escaping @Sendable () async -> Artifact? = { nil },
        late: @escaping @Sendable (FakeGuest) async -> Void = { _ in }
    ) {
        self.clock = clock
        self.programs = programs
        self.display = display
        self.late = late
        self.boot = boot
    }

    package static func usualBoot(_ guest: FakeGuest) async {
        await guest.print("Linux version 0.0 (nobody@nowhere)\r\nRun /init as init process\r\n")
        guest.answer()
    }

    /// The guest of a machine of this host, for the test to have its way with.
    package func guest(of machine: Machine) throws -> FakeGuest {
        guard let found = machines[machine.id] else { throw MachineError(.notFound, "no such fake machine") }
        return found.guest
    }

    /// Asks a machine's memory back, as for another one that waits; whether it served nobody.
    @discardableResult
    package func askBack(_ run: String) async -> Bool { await machines[run]?.askBack() ?? false }

    /// The machine goes off, whatever its guest does.
    package func end(_ run: String, because reason: StopReason) async { await machines[run]?.end(reason) }

    /// What is left of a machine.
    package func leftovers(of run: String) -> [String] { machines[run].map { ["machine \($0.name)"] } ?? [] }

    var machines: [String: FakeMachine] { state.withLock { $0.machines } }

    /// The first one who asks has it booted; a boot that failed is tried again by the next.
    func template(of fixture: Fixture) async throws(MachineError) -> FakeBoot {
        let building = state.withLock { state in
            let task = state.templates[fixture] ?? Task { try await self.makeTemplate(of: fixture) }
            state.templates[fixture] = task
            return task
        }
        do {
            return try await joining(building)
        } catch {
            if error is CancellationError { throw MachineError(.cancelled, "cancelled") }
            state.withLock { if $0.templates[fixture] == building { $0.templates[fixture] = nil } }
            throw .wrapping(error, .startFailed, "the template could not be made")
        }
    }

    private func makeTemplate(of fixture: Fixture) async throws -> FakeBoot {
        let machine = FakeMachine(
            fixture, name: fixture.name, options: MachineOptions(origin: .boot), on: self, timeline: Timeline())
        do {
            try await machine.start()
            try await machine.waitUntilReady()
        } catch {
            let error = await Machine(driver: machine).explained(error, "the template's machine")
            await machine.delete()
            throw error
        }
        let template = machine.guest.frozen()
        await machine.delete()
        return template
    }

    func makeRun() -> String {
        state.withLock { state in
            state.next += 1
            return "fake\(state.next)"
        }
    }

    func add(_ machine: FakeMachine) { state.withLock { $0.machines[machine.run] = machine } }
    func remove(_ run: String) { state.withLock { $0.machines[run] = nil } }
    func keep(_ run: String, for time: Duration) { state.withLock { $0.expiries[run] = .now + time } }
    func expiry(of run: String) -> ContinuousClock.Instant? { state.withLock { $0.expiries[run] } }
}
