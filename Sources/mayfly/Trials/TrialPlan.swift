import Mayfly
import Terminal

/// What every trial of a run does.
struct TrialPlan: Sendable {
    /// The back end, opened with the first machine.
    var provider: @Sendable () async throws -> any MachineProvider
    var options = MachineOptions()
    var command: Command
    /// By the clock: it does not grow with the accelerator.
    var timeout: Duration?
    var copies: [CopyPair] = []
    /// A script of this host, copied in and run; the command is then what runs it.
    var script: TestScript?
    /// Whether artifacts of trials that passed are kept too.
    var keepsAll = false

    /// The steps of each trial.
    var steps: [TrialStep] {
        TrialStep.allCases.filter { $0 != .copy || !copies.isEmpty || script != nil }
    }
}
