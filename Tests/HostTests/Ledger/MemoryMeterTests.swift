import Glibc
import MayflyTestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct MemoryMeterTests {
    private let place: LedgerPlace

    init() throws { place = try LedgerPlace() }

    @Test("what takes more than it was promised is told once, and what takes less is not")
    func tells() async throws {
        let clock = ManualClock()
        let meter = MemoryMeter(clock: clock)
        let ledger = place.ledger(limit: nil)
        let (small, large) = (try await ledger.admit(1, for: "small"), try await ledger.admit(1 << 39, for: "large"))
        let told = LedgerPlace.Counter(0)
        for grant in [small, large] {
            grant.attach(pid: getpid(), sharesMemory: true)
            meter.watch(grant) { told.set(told.now + (grant === small ? 1 : 1000)) }
        }
        await clock.waitForSleepers()
        #expect(told.now == 1)
        clock.advance(by: .seconds(1))
        await clock.waitForSleepers()
        #expect(told.now == 1)
        meter.forget(large)
        clock.advance(by: .seconds(1))
        // Nothing is looked at where nothing is watched: it begins again with the next.
        meter.watch(small) { told.set(told.now + 1) }
        #expect(try await eventually { told.now == 2 })
        for grant in [small, large] { grant.release() }
    }

    @Test("the kernel takes a machine before other programs")
    func offered() async throws {
        let machine = try OtherProcess(running: ["/bin/sleep", "600"])
        let grant = try await place.ledger().admit(10, for: "web")
        grant.attach(pid: machine.process.pid)
        #expect(FileSystem.text("/proc/\(machine.process.pid)/oom_score_adj") == "500\n")
        grant.release()
        await machine.kill()
    }
}
