import Mayfly
import Synchronization
import Terminal

/// One `mayfly test`: runs the trials, and tells of each as it ends.
final class TestSession: Sendable {
    private struct State {
        var results: [TrialResult]
        var done = 0
    }

    private let runner: TrialRunner
    private let trials: [Trial]
    private let jobs: Int
    private let folders: ArtifactDirectory?
    private let isJSON: Bool
    private let began = ContinuousClock.now
    private let state: Mutex<State>

    init(runner: TrialRunner, trials: [Trial], jobs: Int, folders: ArtifactDirectory? = nil, isJSON: Bool = false) {
        (self.runner, self.trials, self.jobs) = (runner, trials, jobs)
        (self.folders, self.isJSON) = (folders, isJSON)
        state = Mutex(State(results: trials.map { TrialResult($0, steps: runner.plan.steps) }))
    }

    /// Those of every trial, also of those that were not begun because a signal ended the run.
    var results: [TrialResult] { state.withLock { $0.results } }

    /// Throws only when it was cancelled; the results are there all the same.
    func run() async throws {
        let style = Standard.error.style
        try await withProgress("testing", style: style, write: Standard.error.write) { progress in
            progress.items(0, of: trials.count)
            let results = await runner.run(trials, jobs: jobs) { trial, news in
                // In a log each stage would be a line, and those of several trials would come in turns.
                if style.isLive { progress.stage("\(self.share), \(trial.name): \(news.words)", news.fraction) }
            } onEnd: { result in
                let kept = await take(result)
                if style.isLive { progress.stage(share) } else { progress.items(done, of: trials.count) }
                return kept
            }
            state.withLock { $0.results = results }
            guard !Task.isCancelled else {
                throw MachineError(.cancelled, "\(done) of \(trials.count) trials were done")
            }
        }
    }

    private var done: Int { state.withLock { $0.done } }
    private var share: String { "\(done) of \(trials.count) done" }

    /// Writes its folder and tells of it; returns what reports need.
    private func take(_ result: TrialResult) async -> TrialResult {
        var result = result
        if let folders, result.verdict != .passed || runner.plan.keepsAll { await folders.write(&result) }
        result.forgetOutput()
        state.withLock { $0.done += 1 }
        let summary = TrialSummary.text(of: result, style: isJSON ? .plain : Standard.output.style)
        let text = GitHubAnnotations.isWanted ? GitHubAnnotations.text(of: result, summary: summary) : summary
        if !isJSON {
            // The progress line may stand where this begins.
            let clear = Standard.error.style.isLive && Standard.output.style.isLive ? "\r\u{1b}[K" : ""
            _ = await Standard.output.write(Array((clear + text).utf8))
        } else if GitHubAnnotations.isWanted {
            _ = await Standard.error.write(Array(text.utf8))
        }
        return result
    }

    /// The end of what is printed: the total, or all of it as JSON.
    func writeTotal() throws {
        let took = began.duration(to: .now)
        let report = TrialReport(results, took: took)
        Standard.output.write(
            isJSON ? try JSONText.pretty(report) : TrialSummary.total(report.counts, took: took))
    }
}
