import FixtureLoading
import Fixtures
import FoundationEssentials
import JUnit
import Mayfly

extension JUnitReport {
    private static let program = "mayfly test"

    /// A suite for each trial, with a case for each of its steps.
    init(_ results: [TrialResult]) {
        self.init(Self.program, suites: results.map(JUnitSuite.init))
    }

    /// A suite for each fixture that cannot be loaded; nothing was run.
    init(_ problems: [FixtureProblem]) {
        let suites = problems.map { problem in
            let first = problem.error.problems.first?.description ?? problem.error.message
            let failure = JUnitCase.Outcome.error(
                kind: problem.error.code.description, message: first, details: problem.error.message)
            return JUnitSuite(problem.fixture, cases: [JUnitCase("load", of: problem.fixture, outcome: failure)])
        }
        self.init(Self.program, suites: suites)
    }

    /// An error, because of which nothing was run.
    init(refusal error: MachineError) {
        let first = error.message.split(separator: "\n").first.map(String.init) ?? error.message
        let failure = JUnitCase.Outcome.error(
            kind: error.code.description, message: first, details: "\(error)")
        let plan = JUnitCase("plan", of: Self.program, outcome: failure)
        self.init(Self.program, suites: [JUnitSuite(Self.program, cases: [plan])])
    }
}

extension JUnitSuite {
    fileprivate init(_ result: TrialResult) {
        var properties = [Property("fixture", result.trial.fixture.name)]
        if let machine = result.machine {
            properties += [Property("run", machine.run), Property("accelerator", machine.accelerator)]
            if let channel = machine.channel { properties.append(Property("channel", channel)) }
        }
        if let folder = result.folder { properties.append(Property("artifacts", folder)) }
        self.init(
            result.trial.name, timestamp: result.began.map(Self.timestamp), properties: properties,
            cases: result.steps.map { JUnitCase($0, of: result) })
    }

    /// In UTC; the format has no zone.
    private static func timestamp(_ date: Date) -> String {
        var text = date.formatted(.iso8601)
        if text.hasSuffix("Z") { text.removeLast() }
        return text
    }
}

extension JUnitCase {
    fileprivate init(_ step: TrialResult.Step, of result: TrialResult) {
        self.init(step.step.rawValue, of: result.trial.name, duration: step.duration)
        switch step.outcome {
        case .passed: return
        case .notReached:
            outcome = .skipped(result.failure.map { "not reached: \($0.step.rawValue) did not pass" } ?? "not run")
            return
        case .failed(let failure):
            outcome = .failed(kind: failure.kind, message: failure.message, details: failure.details)
        case .error(let failure):
            outcome = .error(kind: failure.kind, message: failure.message, details: failure.details)
        }
        if step.step == .command { (output, errorOutput) = (result.output.text, result.errorOutput.text) }
        if let console = result.evidence?.console, !console.isEmpty {
            // Readers of the format show a case's output and seldom a suite's.
            output += (output.isEmpty ? "" : "\n") + "--- the machine's console ---\n" + console.joined(separator: "\n")
        }
    }
}
