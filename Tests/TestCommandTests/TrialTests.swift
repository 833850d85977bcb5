import Fixtures
import Machines
import MayflyTestSupport
import Testing

@testable import mayfly

@Suite struct TrialTests {
    @Test("a fixture that is tried once is called as it is, and one that is tried again has a number")
    func names() {
        #expect(Trial.all(of: [.fake(name: "a"), .fake(name: "b")]).map(\.name) == ["a", "b"])
        #expect(
            Trial.all(of: [.fake(name: "a"), .fake(name: "b")], times: 2).map(\.name) == ["a_1", "b_1", "a_2", "b_2"])
        // Two files may hold fixtures of one name.
        #expect(
            Trial.all(of: [.fake(name: "a"), .fake(name: "a"), .fake(name: "b")]).map(\.name) == ["a_1", "a_2", "b"])
    }

    @Test(
        "what a guest can bring about is a failure, what the host or we bring about an error",
        arguments: [
            (MachineError.Code.notReady, "failed"), (.guestFailed, "failed"), (.stopped, "failed"),
            (.commandNotStarted, "failed"), (.channelLost, "failed"), (.timedOut, "failed"),
            (.invalidInput, "error"), (.hostNotReady, "error"), (.notFound, "error"), (.startFailed, "error"),
            (.cancelled, "error"), (.copyFailed, "error"), (.unsupported, "error"), (.daemonLost, "error"),
            (.internalFault, "error"),
        ])
    func blame(code: MachineError.Code, word: String) {
        let outcome = StepOutcome(MachineError(code, "first line\nsecond", consoleTail: ["last words"]))
        #expect(outcome.word == word)
        #expect(outcome.failure?.kind == code.description)
        #expect(outcome.failure?.message == "first line")
        #expect(outcome.failure?.details.contains("last words") == true)
    }

    @Test("a failure tells more than an error does, and only a run that passed as a whole exits with 0")
    func exitStatus() async throws {
        let passed = try await trial("true")
        let failed = try await trial("false")
        let error = try await trial("true") { $0.provider = { throw MachineError(.hostNotReady, "no") } }
        #expect(TestExitStatus.of([passed, passed]) == 0)
        #expect(TestExitStatus.of([passed, failed]) == 1)
        #expect(TestExitStatus.of([error, failed, passed]) == 1)
        #expect(TestExitStatus.of([passed, error]) == 2)
        #expect(TestExitStatus.of([passed, TrialResult(passed.trial, steps: [.create])]) == 2)
    }
}
