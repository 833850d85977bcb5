import FoundationEssentials
import Mayfly
import Terminal

/// Runs trials, each in a fresh machine that is gone afterwards.
struct TrialRunner: Sendable {
    let plan: TrialPlan

    /// Runs as many at once as `jobs`, and tells of each as it ends; what that returns of it is kept. A cancelled task
    /// begins no more of them; those that were not begun are in what is returned, too.
    func run(
        _ trials: [Trial], jobs: Int, onProgress: @escaping @Sendable (Trial, Timeline.Progress) -> Void = { _, _ in },
        onEnd: (TrialResult) async -> TrialResult = { $0 }
    ) async -> [TrialResult] {
        var results = trials.map { TrialResult($0, steps: plan.steps) }
        await withTaskGroup(of: (Int, TrialResult).self) { group in
            var waiting = trials.indices[...]
            func beginNext() {
                guard !Task.isCancelled, let index = waiting.popFirst() else { return }
                group.addTask { (index, await run(trials[index], onProgress)) }
            }
            for _ in 0..<max(1, jobs) { beginNext() }
            for await (index, result) in group {
                // Whoever reads the results slowly does not keep machines waiting.
                beginNext()
                results[index] = await onEnd(result)
            }
        }
        return results
    }

    private func run(
        _ trial: Trial, _ onProgress: @escaping @Sendable (Trial, Timeline.Progress) -> Void
    ) async -> TrialResult {
        var result = TrialResult(trial, steps: plan.steps)
        result.began = Date()
        let timeline = Timeline { onProgress(trial, $0) }
        do {
            let machine = try await result.run(.create) {
                try await plan.provider().create(trial.fixture, options: plan.options, timeline: timeline)
            }
            try? await work(in: machine, &result, timeline)
            result.machine = await MachineWords(machine)
            if plan.keepsAll || result.verdict != .passed {
                // Whoever ends the run waits for it: a guest that hangs tells nothing then.
                let time = Task.isCancelled ? ArtifactLimits(time: .seconds(2)) : ArtifactLimits()
                result.artifacts = await machine.artifacts(limits: time)
            }
            await machine.delete()
        } catch {
            // The result has it; a template's machine that did not get ready is explained by the error alone.
            result.artifacts = (error as? MachineError)?.artifacts ?? []
        }
        result.phases = timeline.entries
        return result
    }

    /// What it throws is in the result.
    private func work(in machine: Machine, _ result: inout TrialResult, _ timeline: Timeline) async throws {
        try await result.run(.start) { try await machine.start() }
        try await result.run(.ready) { try await machine.waitUntilReady() }
        if plan.steps.contains(.copy) {
            try await result.run(.copy) {
                for pair in plan.copies { try await machine.copyIn(pair.source, to: pair.destination) }
                try await plan.script?.copy(to: machine)
            }
        }
        let recorder = OutputRecorder()
        let session = CommandSession(command: plan.command, timeout: plan.timeout, streams: recorder.streams)
        var exit: Int32?
        defer {
            (result.output, result.errorOutput) = recorder.tails
            result.exitStatus = exit
        }
        try await result.run(.command) {
            let status = try await timeline.measure(.command) { try await session.run(in: machine) }
            exit = status
            if status != 0 { throw CommandExit(status: status) }
        }
    }
}
