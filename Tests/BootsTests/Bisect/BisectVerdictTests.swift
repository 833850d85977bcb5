import Testing

@testable import mayfly

@Suite struct BisectVerdictTests {
    @Test("one boot that failed makes a commit bad, and one that could not be tried keeps it from being good")
    func verdicts() {
        #expect(BisectVerdict([.passed, .passed]) == .good)
        for outcome in [BootSummary.Outcome.command, .tests, .missed, .kernel, .timeout] {
            #expect(BisectVerdict([.passed, outcome, .error]) == .bad)
        }
        #expect(BisectVerdict([.passed, .error]) == .skip)
        #expect(BisectVerdict([]) == .skip)
        #expect([BisectVerdict.good, .bad, .skip].map(\.exitStatus) == [0, 1, 125])
    }

    @Test("what git says is the next commit, the first bad one, or that only skipped ones are left")
    func answers() {
        let commit = String(repeating: "a", count: 40)
        #expect(GitTree.Answer("Bisecting: 2 revisions left\n[\(commit)] x\n", 0) == .next)
        #expect(GitTree.Answer("\(commit) is the first bad commit\ncommit \(commit)\n", 0) == .firstBad(commit))
        #expect(
            GitTree.Answer("There are only 'skip'ped commits left to test.\nThe first bad commit could be any of:\n", 2)
                == .undecided)
        #expect(GitTree.Answer("fatal: no\n", 128) == nil)
    }
}
