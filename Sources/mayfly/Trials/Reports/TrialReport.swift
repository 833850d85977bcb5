import FoundationEssentials
import Mayfly

/// What `--output json` prints.
struct TrialReport: Encodable {
    /// How many trials there are of each verdict.
    struct Counts: Encodable {
        var trials = 0
        var passed = 0
        var failed = 0
        var errors = 0
        var notRun = 0

        init(_ results: [TrialResult]) {
            trials = results.count
            for result in results {
                switch result.verdict {
                case .passed: passed += 1
                case .failed: failed += 1
                case .error: errors += 1
                case .notRun: notRun += 1
                }
            }
        }
    }

    struct Step: Encodable {
        var step: TrialStep
        var outcome: String
        var milliseconds: Double
        var kind: String?
        var message: String?

        init(_ step: TrialResult.Step) {
            self.step = step.step
            outcome = step.outcome.word
            milliseconds = step.duration.milliseconds
            kind = step.outcome.failure?.kind
            message = step.outcome.failure?.details
        }
    }

    /// Where a trial's time went: its steps, and the phases of its machine's life.
    struct Times: Encodable {
        struct Phase: Encodable {
            var phase: String
            /// Milliseconds from the trial's begin.
            var start: Double
            var milliseconds: Double
        }

        var trial: String
        var began: Date?
        var steps: [Step]
        var phases: [Phase]

        init(_ result: TrialResult) {
            trial = result.trial.name
            began = result.began
            steps = result.steps.map(Step.init)
            phases = result.phases.map {
                Phase(phase: $0.phase.rawValue, start: $0.start.milliseconds, milliseconds: $0.length.milliseconds)
            }
        }
    }

    struct Entry: Encodable {
        var name: String
        var fixture: String
        var verdict: TrialResult.Verdict
        var steps: [Step]
        var machine: MachineWords?
        /// The command's own; nil when it did not come to its end.
        var exitStatus: Int32?
        /// What the command of a trial that did not pass wrote, of very much the end.
        var output: String?
        var errorOutput: String?
        var artifacts: String?

        init(_ result: TrialResult) {
            name = result.trial.name
            fixture = result.trial.fixture.name
            verdict = result.verdict
            steps = result.steps.map(Step.init)
            machine = result.machine
            exitStatus = result.exitStatus
            artifacts = result.folder
            if result.failure?.step == .command {
                (output, errorOutput) = (result.output.text, result.errorOutput.text)
            }
        }
    }

    var counts: Counts
    /// Milliseconds from the call to the end.
    var total: Double
    var trials: [Entry]

    init(_ results: [TrialResult], took duration: Duration) {
        counts = Counts(results)
        total = duration.milliseconds
        trials = results.map(Entry.init)
    }
}
