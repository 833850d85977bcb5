import Fixtures
import Machines
import MayflyTestSupport
import Offload
import Synchronization
import Testing

@Suite("Waiting for readiness", .timeLimit(.minutes(1)))
struct ReadinessWaitTests {
    private let clock = ManualClock()

    private func machine(
        ready: [ReadyCondition], programs: [String: FakeProgram] = [:],
        boot: @escaping @Sendable (FakeGuest) async -> Void
    ) async throws -> (Machine, FakeGuest) {
        let host = FakeHost(clock: clock, programs: programs, boot: boot)
        let machine = try await FakeProvider(on: host).create(
            .fake(ready: ready), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        return (machine, try host.guest(of: machine))
    }

    @Test("a deadline counts by the clock, and no sooner")
    func deadline() async throws {
        let ready: [ReadyCondition] = [
            .helper(deadline: Deadline(.seconds(30))),
            .console(ConsoleCondition(.text("up"), deadline: Deadline(.seconds(40)))),
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

    @Test func `a stall that came long before the deadline is told with it, and that there were more`() async throws {
        let ready: [ReadyCondition] = [.helper(deadline: Deadline(.seconds(30)))]
        let (machine, guest) = try await machine(ready: ready) { _ in }
        let waiting = Task { try await machine.waitUntilReady() }
        await clock.waitForSleepers()
        let stall = "[  592.123456] rcu: INFO: rcu_preempt self-detected stall on CPU\n"
        await guest.print("[    0.000000] Linux version 6.1.0\n" + stall)
        await guest.print((1...100).map { "[  593.000000] systemd[1]: line \($0)\n" }.joined())
        await guest.print("[  700.000000] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [init:1]\n")
        clock.advance(by: .seconds(30))
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        let message = try #require(error?.message)
        #expect(error?.code == .notReady && message.contains("missed: the guest helper answers"), "\(message)")
        #expect(message.contains("meanwhile the guest's kernel reports rcu-stall"), "\(message)")
        #expect(message.contains("self-detected stall on CPU’, and 1 more such"), "\(message)")
        await machine.delete()
    }

    @Test func `what a kernel prints after its reason does not push that out of the error`() async throws {
        let (machine, _) = try await machine(ready: [.helper()]) { guest in
            let trace = (1...100).map { " ? function\($0)+0x0/0x10\n" }.joined()
            await guest.print("Kernel panic - not syncing: no init found\nCall Trace:\n" + trace)
        }
        let error = await #expect(throws: MachineError.self) { try await machine.waitUntilReady() }
        #expect(error?.consoleTail.contains { $0.contains("Kernel panic") } == true, "\(error?.consoleTail ?? [])")
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

    @Test func `a reboot in the middle begins again: what held in the boot before does not count`() async throws {
        let ready: [ReadyCondition] = [
            .console(ConsoleCondition(.text("up"))), .file(FileCondition("/run/ready")),
        ]
        let (machine, guest) = try await machine(ready: ready) { $0.answer() }
        let waiting = Task { try await machine.waitUntilReady() }
        await guest.print("up\n")
        // Two deadlines and the pause after a look for the file.
        await clock.waitForSleepers(3)
        await guest.reboot()
        guest.put(at: "/run/ready")
        let later = Task { try await machine.expect(console: "up again") }
        #expect(await machine.state == .running)
        await guest.print("up again\n")
        _ = try await later.value
        try await waiting.value
        await machine.delete()
    }

    @Test func `a channel that is lost and comes back is asked again`() async throws {
        let hanging = Hanging()
        let (machine, guest) = try await machine(
            ready: [.command(CommandCondition(.run(["hang"])))], programs: ["hang": hanging.program]
        ) { $0.answer() }
        let waiting = Task { try await machine.waitUntilReady() }
        try await hanging.started()
        guest.dropSessions()
        try await hanging.ended()
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(3))
        try await hanging.started()
        #expect(hanging.running == 1)
        waiting.cancel()
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(error?.code == .cancelled)
        // What the look had started is ended before the wait returns.
        #expect(hanging.running == 0)
        await machine.delete()
    }

    @Test func `a look that hangs is bounded by its deadline, and holds up no other`() async throws {
        let hanging = Hanging()
        let ready: [ReadyCondition] = [
            .any(
                GroupCondition(of: [
                    .command(CommandCondition(.run(["hang"]), deadline: Deadline(.seconds(5)))),
                    .file(FileCondition("/run/ready", deadline: Deadline(.seconds(50)))),
                ]))
        ]
        let (machine, guest) = try await machine(ready: ready, programs: ["hang": hanging.program]) { $0.answer() }
        let waiting = Task { try await machine.waitUntilReady() }
        try await hanging.started()
        await clock.waitForSleepers(3)
        clock.advance(by: .seconds(5))
        // The expired command is ended in the guest, and the file is still looked for.
        try await hanging.ended()
        await clock.waitForSleepers(2)
        guest.put(at: "/run/ready")
        clock.advance(by: .seconds(3))
        try await waiting.value
        await machine.delete()
    }

    @Test func `a server that takes a connection and says nothing is tried again`() async throws {
        struct Probe: ReadinessProbe {
            let machine: Machine
            func helper() async throws(MachineError) {}
            func agent() async throws(MachineError) {}
            func ssh() async throws(MachineError) {}
            func channel() async throws(MachineError) -> any GuestChannel { try await machine.channel() }
        }
        let (machine, guest) = try await machine(ready: []) { $0.answer() }
        let asked = Mutex(0)
        let silent = Latch<Void>()
        guest.listen(on: 80) { _ in
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            if number == 1 {
                silent.open()
                try await Latch<Void>().wait()
            }
            return Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
        }
        var wait = ReadinessWait(
            [.http(HTTPCondition(interval: Interval(.milliseconds(1))))], scale: 1, console: machine.console,
            events: machine.events, probe: Probe(machine: machine))
        let patience = ManualClock()
        wait.patienceClock = patience
        let waiting = Task { [wait] in try await wait.run() }
        try await silent.wait()
        await patience.waitForSleepers()
        patience.advance(by: wait.patience)
        try await waiting.value
        #expect(asked.withLock { $0 } == 2)
        await machine.delete()
    }

    @Test func `a guest that stops while it is looked at ends the wait with its reason`() async throws {
        let (machine, guest) = try await machine(ready: [.port(PortCondition(80)), .agent(AgentCondition())]) {
            $0.answer()
        }
        let waiting = Task { try await machine.waitUntilReady() }
        await clock.waitForSleepers(3)
        await guest.powerOff()
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(error?.code == .stopped)
        #expect(error?.message.contains("waited for: port 80 of the guest accepts connections") == true)
        #expect(error?.message.contains("Connection refused") == true)
        await machine.delete()
    }

    @Test func `an interval that is written is kept to`() async throws {
        let condition = FileCondition("/run/ready", interval: Interval(.seconds(7)))
        let (machine, guest) = try await machine(ready: [.file(condition)]) { $0.answer() }
        let waiting = Task { try await machine.waitUntilReady() }
        await clock.waitForSleepers(2)
        guest.put(at: "/run/ready")
        clock.advance(by: .seconds(6))
        #expect(await machine.state == .running)
        clock.advance(by: .seconds(1))
        try await waiting.value
        await machine.delete()
    }
}

/// A program that runs until it is ended, and tells of both.
private final class Hanging: Sendable {
    private let count = Mutex(0)
    private let starts = AsyncSemaphore(0)
    private let ends = AsyncSemaphore(0)

    var running: Int { count.withLock { $0 } }
    func started() async throws { try await starts.acquire() }
    func ended() async throws { try await ends.acquire() }

    var program: FakeProgram {
        { [self] _ in
            count.withLock { $0 += 1 }
            starts.release()
            defer {
                count.withLock { $0 -= 1 }
                ends.release()
            }
            try await Task.sleep(for: .seconds(100_000))
            return 0
        }
    }
}
