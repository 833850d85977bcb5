import FoundationEssentials
import Mayfly

/// What a trial came to.
struct TrialResult: Sendable {
    struct Step: Sendable, Hashable {
        var step: TrialStep
        var outcome = StepOutcome.notReached
        var duration = Duration.zero
    }

    enum Verdict: String, Sendable, Codable {
        case passed, failed, error
        case notRun = "not run"
    }

    var trial: Trial
    /// Those that the trial has, in their order.
    var steps: [Step]
    /// Nil while it has not begun.
    var began: Date?
    var machine: MachineWords?
    var exitStatus: Int32?
    var output = OutputTail()
    var errorOutput = OutputTail()
    /// What explains the machine, where it is worth keeping.
    var artifacts: [Artifact] = []
    var phases: [Timeline.Entry] = []
    /// Where its artifacts are.
    var folder: String?

    init(_ trial: Trial, steps: [TrialStep]) {
        self.trial = trial
        self.steps = steps.map { Step(step: $0) }
    }

    var verdict: Verdict {
        for step in steps {
            switch step.outcome {
            case .passed: continue
            case .failed: return .failed
            case .error: return .error
            case .notReached: return .notRun
            }
        }
        return .passed
    }

    /// The step that did not pass, and why.
    var failure: (step: TrialStep, failure: StepFailure)? {
        for step in steps {
            if let failure = step.outcome.failure { return (step.step, failure) }
        }
        return nil
    }

    /// Everything that the guest printed, as far as it was kept.
    var console: String { artifacts.first { $0.name == "console.log" }?.text ?? "" }

    var duration: Duration { steps.reduce(.zero) { $0 + $1.duration } }

    /// What no report tells, once the trial's folder is written: of a thousand trials it would be gigabytes.
    mutating func forgetOutput() {
        guard verdict == .passed else { return artifacts.removeAll { $0.name != "console.log" } }
        (output, errorOutput, artifacts) = (OutputTail(), OutputTail(), [])
    }

    /// Runs one of the steps, and notes how it ended. What it throws has been noted.
    mutating func run<Value>(_ step: TrialStep, _ body: () async throws -> Value) async throws -> Value {
        guard let index = steps.firstIndex(where: { $0.step == step }) else { return try await body() }
        let start = ContinuousClock.now
        do {
            let value = try await body()
            steps[index].outcome = .passed
            steps[index].duration = start.duration(to: .now)
            return value
        } catch {
            // Whatever it says then, it is no fault of the guest's.
            let ended = Task.isCancelled ? MachineError(.cancelled, "the run was ended", cause: error) : nil
            steps[index].outcome = StepOutcome(ended ?? error)
            steps[index].duration = start.duration(to: .now)
            throw error
        }
    }
}

/// How a machine is told from others in a report.
struct MachineWords: Sendable, Hashable, Codable {
    var run: String
    var accelerator: String
    /// The way by which it was reached last.
    var channel: String?

    init(_ machine: Machine) async {
        run = machine.id
        accelerator = machine.accelerator.rawValue
        channel = await machine.reached?.rawValue
    }
}
