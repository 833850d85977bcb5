import Images
import Machines
import Synchronization

/// Counts a build's time towards its stages, and tells how far they are.
final class BuildStages: Sendable {
    private struct State {
        var phase = Phase.image
        var since = ContinuousClock.now
    }

    private let timeline: Timeline
    private let state = Mutex(State())

    init(_ timeline: Timeline) { self.timeline = timeline }

    @Sendable func take(_ progress: BuildProgress) {
        let phase: Phase =
            switch progress.stage {
            case .waiting, .store, .push: .image
            case .bootstrap: .bootstrap
            case .disk: .disk
            case .bootLoader: .bootLoader
            case .download: .download
            case .convert, .export: .convert
            case .appliance, .step: .customize
            }
        enter(phase)
        timeline.tell(
            progress.stage == .waiting
                ? Timeline.Progress(phase, waitsFor: progress.detail ?? "another process, which builds the same image")
                : Timeline.Progress(phase, fraction: progress.fraction, detail: progress.detail))
    }

    func end() { enter(nil) }

    private func enter(_ phase: Phase?) {
        state.withLock { state in
            guard phase != state.phase else { return }
            let now = ContinuousClock.now
            timeline.record(state.phase, from: state.since, to: now)
            if let phase { state = State(phase: phase, since: now) }
        }
    }
}
