import MayflyTestSupport
import Offload
import Testing

@Suite("Scopes", .timeLimit(.minutes(1)))
struct ScopeTests {
    @Test("the clean-up runs after the body, whatever became of it")
    func always() async throws {
        struct Mine: Error {}
        let (first, second) = (Latch<Void>(), Latch<Void>())
        let value = try await finishing {
            #expect(first.known == nil)
            return 7
        } finally: {
            first.open()
        }
        #expect(value == 7 && first.known != nil)
        await #expect(throws: Mine.self) {
            try await finishing {
                throw Mine()
            } finally: {
                second.open()
            }
        }
        #expect(second.known != nil)
    }

    @Test("the clean-up of a cancelled task is not cancelled, and is awaited")
    func cancelled() async throws {
        let (begun, never, cleaned) = (Latch<Void>(), Latch<Void>(), Latch<Bool>())
        let task = Task {
            try await finishing {
                begun.open()
                try await never.wait()
            } finally: {
                for _ in 0..<100 { await Task.yield() }
                cleaned.set(Task.isCancelled)
            }
        }
        try await begun.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(cleaned.known == false)
    }

    @Test("a blocking call gives its value or its error, and many run side by side")
    func blockingCalls() async throws {
        struct Mine: Error {}
        await #expect(throws: Mine.self) { try await blocking { () throws(Mine) -> Int in throw Mine() } }
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 { group.addTask { await blocking { number } } }
            return await group.reduce(0, +)
        }
        #expect(sum == 4950)
    }
}
