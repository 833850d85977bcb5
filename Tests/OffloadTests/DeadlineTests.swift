import MayflyTestSupport
import Offload
import Testing

@Suite("Deadlines", .timeLimit(.minutes(1)))
struct DeadlineTests {
    private let clock = ManualClock()

    @Test("a body in time gives its value, or its error")
    func inTime() async throws {
        struct Mine: Error {}
        #expect(try await withDeadline(.seconds(1), clock: clock) { 7 } == 7)
        await #expect(throws: Mine.self) { try await withDeadline(.seconds(1), clock: clock) { throw Mine() } }
    }

    @Test("when the time is up the body is cancelled and awaited")
    func late() async throws {
        let (ended, never) = (Latch<Void>(), Latch<Void>())
        let waiting = Task { [clock] in
            try await withDeadline(.seconds(5), clock: clock) {
                defer { ended.open() }
                try await never.wait()
            }
        }
        await clock.waitForSleepers()
        clock.advance(by: .seconds(4))
        #expect(ended.known == nil)
        clock.advance(by: .seconds(1))
        let error = await #expect(throws: DeadlineExceeded.self) { try await waiting.value }
        #expect(error?.limit == .seconds(5))
        #expect(ended.known != nil)
    }

    @Test("when the caller is cancelled the body says what that means")
    func cancelled() async throws {
        struct Undone: Error {}
        let (begun, never) = (Latch<Void>(), Latch<Void>())
        let waiting = Task { [clock] in
            try await withDeadline(.seconds(5), clock: clock) {
                begun.open()
                do { try await never.wait() } catch {
                    // Whatever undoing takes, it is waited for.
                    for _ in 0..<100 { await Task.yield() }
                    throw Undone()
                }
            }
        }
        try await begun.wait()
        waiting.cancel()
        await #expect(throws: Undone.self) { try await waiting.value }
    }

    @Test("a body that does not mind being cancelled may still give its value")
    func unmoved() async throws {
        let (begun, go) = (Latch<Void>(), Latch<Void>())
        let waiting = Task { [clock] in
            try await withDeadline(.seconds(5), clock: clock) {
                begun.open()
                await uncancelled { _ = try? await go.wait() }
                return 7
            }
        }
        try await begun.wait()
        waiting.cancel()
        go.open()
        #expect(try await waiting.value == 7)
    }
}
