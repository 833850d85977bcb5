import Machines
import MayflyTestSupport
import Synchronization
import Testing

@testable import ClusterWork
@testable import mayfly_bench

@Suite(.timeLimit(.minutes(5))) struct BenchmarkServerTests {
    @Test("a server that never knows what was defined is not waited for without end")
    func never() async throws {
        let clock = ManualClock()
        let task = Task {
            try await BenchmarkServer.waitUntilKnown(within: .seconds(60), clock: clock) { false }
        }
        // The limit, and the pause before it is asked again.
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(60))
        let error = await #expect(throws: MachineError.self) { try await task.value }
        #expect(error?.code == .timedOut && error?.message.contains("kubectl describe crd") == true)
    }

    @Test("a server is asked until it knows")
    func late() async throws {
        let clock = ManualClock()
        let asked = Mutex(0)
        let task = Task {
            try await BenchmarkServer.waitUntilKnown(within: .seconds(60), clock: clock) {
                asked.withLock { count in
                    count += 1
                    return count > 1
                }
            }
        }
        await clock.waitForSleepers(2)
        clock.advance(by: .milliseconds(100))
        try await task.value
        #expect(asked.withLock { $0 } == 2)
    }
}
