import Synchronization
import Testing

@testable import mayfly_bench

struct PeerBenchmarkTests {
    /// Counts its starts, and fails at those given.
    private final class Fake: Contestant {
        let name: String
        let way = "fake", changes: [String] = [], notes: [String] = []
        private let log: Log
        private let failing: Set<Int>
        private let isInstalled: Bool
        private let starts = Mutex(0)

        init(_ name: String, _ log: Log, failing: Set<Int> = [], installed: Bool = true) {
            (self.name, self.log, self.failing, self.isInstalled) = (name, log, failing, installed)
        }

        func prepare() async throws -> PeerFacts {
            guard isInstalled else { throw PeerObstacle.missing(name, package: name) }
            return PeerFacts(version: "1", kernel: "6", image: nil)
        }

        func boot() async throws -> PeerSample {
            log.add(name)
            let start = starts.withLock { count in
                count += 1
                return count
            }
            if failing.contains(start) { throw PeerObstacle("start \(start) failed") }
            return PeerSample(wall: Double(start), cpu: 1)
        }
    }

    private final class Log: Sendable {
        private let kept = Mutex<[String]>([])
        var names: [String] { kept.withLock { $0 } }
        func add(_ name: String) { kept.withLock { $0.append(name) } }
    }

    @Test func `tools start in turns, and the first start of each is not counted`() async throws {
        let log = Log()
        let tools = try await PeerBenchmark.measure([Fake("a", log), Fake("b", log)], rounds: 2)
        #expect(log.names == ["a", "b", "a", "b", "a", "b"])
        #expect(tools.map { $0.samples.map(\.wall) } == [[2, 3], [2, 3]])
        #expect(tools.allSatisfy { $0.obstacle == nil && $0.facts?.kernel == "6" })
    }

    @Test func `a tool that is missing is told and disturbs nobody`() async throws {
        let log = Log()
        let tools = try await PeerBenchmark.measure([Fake("a", log, installed: false), Fake("b", log)], rounds: 1)
        #expect(tools[0].obstacle == "a is not installed: apt-get install a")
        #expect(tools[0].samples.isEmpty && tools[1].samples.count == 1)
        #expect(!log.names.contains("a"))
    }

    @Test func `a start that fails is told, and the next round goes on`() async throws {
        let log = Log()
        let tools = try await PeerBenchmark.measure([Fake("a", log, failing: [1, 3])], rounds: 3)
        #expect(tools[0].samples.map(\.wall) == [2, 4])
        #expect(tools[0].failures == ["round 0: start 1 failed", "round 2: start 3 failed"])
        #expect(tools[0].obstacle == nil)
    }

    @Test func `a tool that fails twice running is left out from then on, and keeps its samples`() async throws {
        let log = Log()
        let tools = try await PeerBenchmark.measure([Fake("a", log, failing: [3, 4])], rounds: 5)
        #expect(tools[0].samples.map(\.wall) == [2])
        #expect(tools[0].obstacle == "it failed twice running: start 4 failed")
        #expect(log.names.count == 4)
    }

    @Test func `cancelled, nothing more is started`() async throws {
        let log = Log()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await PeerBenchmark.measure([Fake("a", log, failing: [1])], rounds: 4)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(log.names.count == 1)
    }
}
