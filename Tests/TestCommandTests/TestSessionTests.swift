import Fixtures
import MayflyTestSupport
import Testing

@testable import mayfly

@Suite struct TestSessionTests {
    @Test("what a trial that passed has left is in its folder, and not in memory until the end")
    func forgets() async throws {
        let scratch = Scratch("session")
        let count = Shared<Int32>(0)
        let host = FakeHost(programs: [
            "judge": { run in
                await run.print("heard\n")
                return count.change { count in
                    defer { count += 1 }
                    return count
                }
            }
        ])
        let trials = Trial.all(of: [.fake()], times: 2)
        let runner = TrialRunner(plan: plan("judge", on: host) { $0.keepsAll = true })
        let folders = try ArtifactDirectory(scratch.path, for: trials)
        let session = TestSession(runner: runner, trials: trials, jobs: 1, folders: folders, isJSON: true)
        try await session.run()
        let results = session.results
        #expect(results.map(\.verdict) == [.passed, .failed])
        #expect(results.map(\.output.text) == ["", "heard\n"])
        #expect(results[0].evidence == nil && results[1].evidence != nil)
        for name in ["fake_1", "fake_2"] {
            #expect(scratch.text("\(name)/stdout.log") == "heard\n")
            #expect(scratch.text("\(name)/console.log")?.isEmpty == false)
        }
    }
}
