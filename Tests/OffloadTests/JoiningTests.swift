import MayflyTestSupport
import Offload
import Testing

@Suite("Joining a task", .timeLimit(.minutes(1)))
struct JoiningTests {
    @Test("all who wait get the value, or the error")
    func all() async throws {
        struct Mine: Error {}
        let go = Latch<Void>()
        let task = Task { () async throws -> Int in
            try await go.wait()
            return 7
        }
        let waits = (0..<20).map { _ in Task { try await joining(task) } }
        go.open()
        for wait in waits { #expect(try await wait.value == 7) }
        #expect(try await joining(task) == 7)
        await #expect(throws: Mine.self) { try await joining(Task { () async throws -> Int in throw Mine() }) }
    }

    @Test("a cancelled waiter goes away at once, and the task goes on")
    func cancelled() async throws {
        let go = Latch<Void>()
        let task = Task { () async throws -> Int in
            try await go.wait()
            return 7
        }
        let leaving = Task { try await joining(task) }
        let staying = Task { try await joining(task) }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        #expect(!task.isCancelled)
        go.open()
        #expect(try await staying.value == 7)
    }
}
