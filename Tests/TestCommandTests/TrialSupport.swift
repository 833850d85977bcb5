import Fixtures
import Machines
import MayflyTestSupport
import Synchronization

@testable import mayfly

/// A plan over fake machines whose command is this shell script.
func plan(_ script: String, on host: FakeHost = FakeHost(), _ change: (inout TrialPlan) -> Void = { _ in }) -> TrialPlan
{
    var plan = TrialPlan(provider: { FakeProvider(on: host) }, command: .shell(script))
    change(&plan)
    return plan
}

/// One trial of a fake fixture.
func trial(
    _ script: String, of fixture: Fixture = .fake(), on host: FakeHost = FakeHost(),
    _ change: (inout TrialPlan) -> Void = { _ in }
) async throws -> TrialResult {
    let results = await TrialRunner(plan: plan(script, on: host, change)).run(Trial.all(of: [fixture]), jobs: 1)
    guard results.count == 1 else { throw MachineError(.internalFault, "one trial, \(results.count) results") }
    return results[0]
}

extension TrialResult {
    /// The steps' ends, in a line.
    var words: String { steps.map { "\($0.step.rawValue) \($0.outcome.word)" }.joined(separator: ", ") }
}

/// How many are at something at once.
final class Crowd: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var now: Int { state.withLock { $0.now } }
    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}
