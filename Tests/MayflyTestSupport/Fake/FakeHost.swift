import Glibc
package import Machines
import Synchronization

/// What the fake machines of one test share: the host that they would run on.
package final class FakeHost: Sendable {
    private struct State {
        var next = 0
        var machines: [String: FakeMachine] = [:]
        var expiries: [String: ContinuousClock.Instant] = [:]
    }

    package let clock: any Clock<Duration>
    package let programs: [String: FakeProgram]
    package let boot: @Sendable (FakeGuest) async -> Void
    private let state = Mutex(State())

    /// Guests boot as the closure says (the usual one prints two lines and answers) and have these programs besides the
    /// usual ones; readiness is timed by the clock.
    package init(
        clock: any Clock<Duration> = ContinuousClock(), programs: [String: FakeProgram] = [:],
        boot: @escaping @Sendable (FakeGuest) async -> Void = { await FakeHost.usualBoot($0) }
    ) {
        self.clock = clock
        self.programs = programs
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

    /// What is left of a machine.
    package func leftovers(of run: String) -> [String] { machines[run].map { ["machine \($0.name)"] } ?? [] }

    var machines: [String: FakeMachine] { state.withLock { $0.machines } }

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
