import Glibc
import Host
import Machines
import MayflyTestSupport
import Synchronization
import Testing

@testable import Boots
@testable import mayfly

/// Loops on fake machines.
@Suite(.timeLimit(.minutes(5))) struct BootRunsTests {
    private let scratch = Scratch("boot-runs")
    private let kernel = KernelFiles(image: "/k", version: "6.1")

    private func runs(_ command: [String], times: Int?, untilFailure: Bool = false, jobs: Int = 3) -> BootRuns {
        var boot = Boot(kernel: "/k")
        boot.command = command
        return BootRuns(boot: boot, kernel: kernel, times: times, untilFailure: untilFailure, jobs: jobs)
    }

    @Test("so many runs come to their ends, each told once")
    func times() async throws {
        let told = Mutex<[Int]>([])
        let results = try await runs(["true"], times: 7).run(on: FakeProvider()) { number, _ in
            told.withLock { $0.append(number) }
        }
        #expect(results.count == 7 && results.allSatisfy { $0.outcome == .passed })
        #expect(told.withLock { $0.sorted() } == Array(1...7))
    }

    @Test("what a run cannot give is in its summary with its reason")
    func lost() async throws {
        var runs = runs(["false"], times: 1)
        runs.boot.debugging.coverage = scratch("coverage")
        let results = try await runs.run(on: FakeProvider()) { _, _ in }
        #expect(results.first?.lost.first?.contains("there is no coverage: ") == true, "\(results)")
    }

    @Test("a loop without a number ends with the first failure, and those beside it are none")
    func untilFailure() async throws {
        let count = Mutex(0)
        let host = FakeHost(programs: [
            "check": { _ in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                if number > 5 { try await Task.sleep(for: .seconds(100_000)) }
                return number == 5 ? 3 : 0
            }
        ])
        let results = try await runs(["check"], times: nil, untilFailure: true, jobs: 2).run(on: FakeProvider(on: host))
        {
            _, _ in
        }
        #expect(results.count { $0.outcome == .command } == 1)
        #expect(results.count <= 5)
        #expect(try await FakeProvider(on: host).machines().isEmpty)
    }

    @Test("artifacts are those of runs that failed, and a folder that cannot be written ends no loop")
    func artifacts() async throws {
        let count = Mutex(0)
        let shown = Mutex(0)
        let host = FakeHost(
            programs: [
                "check": { _ in
                    count.withLock { count in
                        count += 1
                        return count == 2 ? 0 : 3
                    }
                }
            ],
            display: {
                shown.withLock { $0 += 1 }
                return nil
            })
        let folder = try BootFolder(scratch("out"))
        // A folder that leads nowhere.
        try #require(symlink(scratch("nothing/there"), scratch("out/1")) == 0)
        var runs = runs(["check"], times: 3, jobs: 1)
        runs.folder = folder
        let results = try await runs.run(on: FakeProvider(on: host)) { _, _ in }
        #expect(results.map(\.exitStatus) == [3, 0, 3])
        #expect(shown.withLock { $0 } == 2)
        #expect(FileSystem.names(in: scratch("out")).sorted() == ["1", "3"])
        #expect(scratch.text("out/3/boot.json")?.contains("\"exitStatus\" : 3") == true)
    }

    @Test("a run that could not be tried is a run that failed, and the others go on")
    func errors() async throws {
        let results = try await runs(["no-such-program"], times: 2).run(on: FakeProvider()) { _, _ in }
        #expect(results.map(\.exitStatus) == [127, 127])
        #expect(RunStatistics(results).passed == 0)
    }
}
