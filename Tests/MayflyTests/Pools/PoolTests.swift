import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import Mayfly

@Suite("Pools, on a fake host", .timeLimit(.minutes(1)))
struct PoolTests {
    private let host = FakeHost()

    private func pool(_ ready: Int, on host: FakeHost? = nil, clock: any Clock<Duration> = ContinuousClock()) -> Pool {
        Pool(.fake(forkable: true), ready: ready, on: FakeProvider(on: host ?? self.host), clock: clock)
    }

    /// A pool with so many lying ready.
    private func filled(_ ready: Int, clock: any Clock<Duration> = ContinuousClock()) async throws -> Pool {
        let pool = pool(ready, clock: clock)
        #expect(try await eventually { await pool.ready == ready })
        return pool
    }

    private func machines() async throws -> [String] { try await FakeProvider(on: host).machines().map(\.run) }

    @Test func `what lies ready stands still; who takes it has it ready, and another takes its place`() async throws {
        let pool = try await filled(2)
        let lying = try await machines()
        for run in lying { #expect(try await FakeProvider(on: host).machine(run).state == .paused) }
        let machine = try await pool.take()
        #expect(lying.contains(machine.id))
        #expect(await machine.state == .ready)
        #expect(try await machine.run("echo", "here").output == "here\n")
        #expect(try await eventually { await pool.ready == 2 })
        await machine.delete()
        await pool.drain()
        #expect(try await machines() == [])
    }

    @Test func `nobody gets a machine that another has had`() async throws {
        let pool = pool(2)
        let runs = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await pool.withMachine { machine in
                        #expect(try await machine.run("cat", "/tmp/used").termination == .exited(1))
                        _ = try await machine.run(.shell("echo used > /tmp/used")).check()
                        return machine.id
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(runs.count == 20)
        await pool.drain()
        #expect(try await machines() == [])
    }

    @Test func `an empty pool of a fixture that is not forkable boots`() async throws {
        let boots = Shared(0)
        let host = FakeHost { guest in
            boots.change { $0 += 1 }
            await FakeHost.usualBoot(guest)
        }
        let pool = Pool(.fake(), ready: 0, on: FakeProvider(on: host))
        for _ in 0..<3 { try await pool.withMachine { #expect(await $0.state == .ready) } }
        #expect(boots.value == 3)
    }

    @Test func `a machine that died while it lay ready is given to nobody, and its end is told`() async throws {
        let pool = try await filled(1)
        let dead = try await machines()[0]
        try await FakeProvider(on: host).machine(dead).delete()
        #expect(try await eventually { await pool.lastFailure?.code == .stopped })
        let machine = try await pool.take()
        #expect(machine.id != dead)
        await machine.delete()
        await pool.drain()
    }

    @Test func `why a machine cannot be made is told to who asks, with the console's end`() async throws {
        let host = FakeHost { await $0.panic("no root") }
        let pool = pool(0, on: host)
        let error = await #expect(throws: MachineError.self) { try await pool.take() }
        #expect(error?.code == .guestFailed)
        #expect(error?.consoleTail.contains { $0.contains("no root") } == true)
        #expect(await pool.lastFailure?.code == .guestFailed)
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test func `after a failure nothing is made ahead before its time`() async throws {
        let clock = ManualClock()
        let boots = Shared(0)
        let host = FakeHost { guest in
            if boots.change({
                $0 += 1; return $0
            }) == 1 {
                return await guest.panic()
            }
            await FakeHost.usualBoot(guest)
        }
        let pool = pool(1, on: host, clock: clock)
        await clock.waitForSleepers()
        #expect(boots.value == 1)
        #expect(await pool.lastFailure?.code == .guestFailed)
        clock.advance(by: .seconds(1))
        #expect(try await eventually { await pool.ready == 1 })
        #expect(boots.value == 2)
        await pool.drain()
    }

    @Test func `what is asked back is given up, and nothing else; the pool fills up again later`() async throws {
        let clock = ManualClock()
        let pool = try await filled(2, clock: clock)
        let asked = try #require(try await machines().first)
        #expect(await host.askBack(asked))
        #expect(try await eventually { try await machines().count == 1 })
        #expect(try await !machines().contains(asked))
        #expect(await pool.ready == 1)
        await clock.waitForSleepers()
        clock.advance(by: .seconds(15))
        #expect(try await eventually { await pool.ready == 2 })
        await pool.drain()
    }

    @Test func `what somebody has is not asked back, and what was asked back is given to nobody`() async throws {
        let pool = try await filled(2)
        let mine = try await pool.take()
        #expect(await !host.askBack(mine.id))
        #expect(try await eventually { await pool.ready == 2 })
        let lying = try await machines().filter { $0 != mine.id }
        for run in lying { await host.askBack(run) }
        // The pool may hear of it after this.
        let other = try await pool.take()
        #expect(!lying.contains(other.id))
        #expect(await mine.state == .ready)
        await mine.delete()
        await other.delete()
        await pool.drain()
    }

    @Test func `who waits and is cancelled leaves the line`() async throws {
        let host = FakeHost { _ in }
        let pool = pool(0, on: host)
        let waiting = Task { try await pool.take() }
        waiting.cancel()
        let error = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(error?.code == .cancelled)
        await pool.drain()
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test func `a drained pool refuses, those who wait too, and leaves alone what was taken`() async throws {
        let pool = try await filled(1)
        let machine = try await pool.take()
        await pool.drain()
        let error = await #expect(throws: MachineError.self) { try await pool.take() }
        #expect(error?.code == .stopped && error?.message.contains("drained") == true)
        #expect(try await machine.run("echo", "mine").output == "mine\n")
        #expect(try await machines() == [machine.id])
        await machine.delete()

        let never = FakeHost { _ in }
        let stuck = self.pool(0, on: never)
        let waiting = Task { try await stuck.take() }
        #expect(try await eventually { try await !FakeProvider(on: never).machines().isEmpty })
        await stuck.drain()
        let refused = await #expect(throws: MachineError.self) { try await waiting.value }
        #expect(refused?.code == .stopped)
        #expect(try await FakeProvider(on: never).machines().isEmpty)
    }

    @Test func `the machines of a pool that nobody has any more end`() async throws {
        do { _ = try await filled(2) }
        #expect(try await eventually { try await machines() == [] })
    }

    @Test func `a body's error comes through, and its machine ends`() async throws {
        struct Mine: Error {}
        let pool = pool(0)
        await #expect(throws: Mine.self) { try await pool.withMachine { _ in throw Mine() } }
        #expect(try await machines() == [])
    }
}
