import MayflyTestSupport
import Offload
import Testing

@Suite("The semaphore", .timeLimit(.minutes(1)))
struct AsyncSemaphoreTests {
    @Test("never more than its width run at once, and all of them run")
    func width() async throws {
        let semaphore = AsyncSemaphore(3)
        let count = Shared((now: 0, most: 0, total: 0))
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    try await semaphore.withPermit {
                        count.change { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1) }
                        for _ in 0..<10 { await Task.yield() }
                        count.change { $0.now -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(count.value == (0, count.value.most, 50) && count.value.most <= 3)
    }

    @Test("a cancelled waiter leaves the line, and its place is not lost")
    func cancelled() async throws {
        let semaphore = AsyncSemaphore(1)
        try await semaphore.acquire()
        let leaving = Task { try await semaphore.acquire() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        semaphore.release()
        try await semaphore.acquire()
    }
}
