import MayflyTestSupport
import Testing

@Suite("The manual clock", .timeLimit(.minutes(1)))
struct ManualClockTests {
    private let clock = ManualClock()

    @Test("a sleeper wakes when its time has come, and no sooner")
    func wakes() async throws {
        let sleeping = Task { [clock] in
            try await clock.sleep(for: .seconds(2))
            return clock.now
        }
        await clock.waitForSleepers()
        let start = clock.now
        clock.advance(by: .seconds(1))
        await clock.waitForSleepers()
        clock.advance(by: .seconds(1))
        #expect(try await start.duration(to: sleeping.value) == .seconds(2))
    }

    @Test("a cancelled sleeper leaves, and one whose time is past does not sleep")
    func leaves() async throws {
        let sleeping = Task { [clock] in try await clock.sleep(for: .seconds(2)) }
        await clock.waitForSleepers()
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
        try await clock.sleep(for: .zero)
    }
}
