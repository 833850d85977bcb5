import Fixtures
import Machines
import MayflyTestSupport
import Testing

@Suite("Waiting for readiness", .timeLimit(.minutes(1)))
struct ReadinessWaitTests {
    private let clock = ManualClock()

    private func machine(
        ready: [ReadyCondition], boot: @escaping @Sendable (FakeGuest) async -> Void
    ) async throws -> (Machine, FakeGuest) {
        let host = FakeHost(clock: clock, boot: boot)
        let machine = try await FakeProvider(on: host).create(
            .fake(ready: ready), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        return (machine, try host.guest(of: machine))
    }

    @Test("a deadline counts by the clock, and no sooner")
    func deadline() async throws {
        let ready: [ReadyCondition] = [
            .helper(deadline: Deadline(.seconds(30))),
            .console(ConsoleCondition(.text("up"), deadline: Deadline(.seconds(20)))),
        ]
        let (machine, guest) = try await machine(ready: ready) { _ in }
        let waiting = Task { try await machine.waitUntilReady() }
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(19))
        await guest.print("up\n")
        clock.advance(by: .seconds(11))
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(error?.code == .notReady)
        #expect(error?.message.contains("missed: the guest helper answers within 30.0 seconds") == true)
        #expect(error?.consoleTail == ["up"])
        await machine.delete()
    }

    @Test("a machine is ready when the last condition holds")
    func ready() async throws {
        let ready: [ReadyCondition] = [.helper(), .console(ConsoleCondition(.pattern("^up [0-9]+s$")))]
        let (machine, guest) = try await machine(ready: ready) { _ in }
        let waiting = Task { try await machine.waitUntilReady() }
        await guest.print("up 3s\n")
        guest.answer()
        try await waiting.value
        #expect(await machine.state == .ready)
        await machine.delete()
    }

    @Test("a panic while the guest boots is the error, not the deadline")
    func panic() async throws {
        let (machine, _) = try await machine(ready: [.helper()]) { await $0.panic("no init found") }
        let error = await #expect(throws: MachineError.self) { try await machine.waitUntilReady() }
        #expect(error?.code == .guestFailed && error?.message.contains("panicked") == true)
        #expect(error?.message.contains("waited for: the guest helper answers") == true)
        await machine.delete()
    }

    @Test("a guest that turns itself off while it boots is off, with its reason")
    func powerOff() async throws {
        let (machine, _) = try await machine(ready: [.helper()]) { await $0.powerOff() }
        let error = await #expect(throws: MachineError.self) { try await machine.waitUntilReady() }
        #expect(error?.code == .stopped)
        #expect(try await machine.waitUntilStopped() == .guestShutDown)
        await machine.delete()
    }

    @Test("a machine without conditions is ready at once")
    func none() async throws {
        let (machine, _) = try await machine(ready: []) { _ in }
        try await machine.waitUntilReady()
        #expect(await machine.state == .ready)
        await machine.delete()
    }

    @Test("what an earlier boot printed makes no later one ready")
    func restarted() async throws {
        let (machine, guest) = try await machine(ready: [.console(ConsoleCondition(.text("up")))]) { _ in }
        await guest.print("up\n")
        try await machine.waitUntilReady()
        try await machine.reset()
        let waiting = Task { try await machine.waitUntilReady() }
        await clock.waitForSleepers()
        #expect(await machine.state == .running)
        await guest.print("up again\n")
        try await waiting.value
        #expect(await machine.state == .ready)
        await machine.delete()
    }
}
