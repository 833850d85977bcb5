import Boots
import Mayfly
import Terminal

/// The same boot again and again, several at once: each waits for the host's memory by itself.
struct BootRuns: Sendable {
    struct Report: Encodable {
        var statistics: RunStatistics
        var runs: [BootSummary]
        /// Where the runs shall be the same.
        var repetition: ConsoleComparison.Report?
    }

    var boot: Boot
    let kernel: KernelFiles
    /// Nil goes on until one fails.
    var times: Int?
    var untilFailure: Bool
    var jobs: Int
    var folder: BootFolder?
    var manifests: BootManifests?
    /// Takes each run's console, where the runs shall be the same.
    var comparison: ConsoleComparison?
    /// Whether there is but one run, whose folder has its files itself, whatever it came to.
    var isAlone = false

    var series: BootSeries { BootSeries(times: times, untilFailure: untilFailure, jobs: jobs) }

    /// Every run in the order of their begins; `took` is told of each as it ends. Those that a failure ended are none.
    func run(
        on provider: any MachineProvider, took: @escaping @Sendable (Int, BootSummary) async -> Void
    ) async throws -> [BootSummary] {
        let ended = try await Self.run([self], series, on: provider) { turn, summary in
            await took(turn.number, summary)
        }
        return ended.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The runs of several boots, as the series has them.
    static func run(
        _ boots: [BootRuns], _ series: BootSeries, on provider: any MachineProvider,
        took: (BootSeries.Turn, BootSummary) async -> Void
    ) async throws -> [BootSeries.Turn: BootSummary] {
        try await series.run(hasFailed: { $0.outcome != .passed }, took: took) { turn in
            try await boots[turn.boot].one(turn.number, on: provider)
        }
    }

    /// Nil when it was cancelled.
    private func one(_ number: Int, on provider: any MachineProvider) async throws -> BootSummary? {
        let (boot, timeline) = (boot.run(numbered: number), Timeline())
        let lost = LostThings()
        let ended: Result<BootResult, any Error>
        do {
            ended = .success(
                try await boot.run(
                    on: provider, kernel: kernel,
                    observer: manifests?.observing(lost.observer, run: number) ?? lost.observer,
                    timeline: timeline, limits: folder.map { _ in BootFolder.limits }, collectsPassed: isAlone))
        } catch {
            if Task.isCancelled { return nil }
            ended = .failure(error)
        }
        var summary = BootSummary(boot, ended, timeline)
        summary.lost = lost.words
        summary.differences = manifests?.differences(ofRun: number) ?? []
        if let comparison, let console = (try? ended.get())?.console {
            comparison.take(console, ofRun: number)
            await folder?.write(console, ofRun: number)
        }
        if let folder, isAlone || summary.outcome != .passed {
            await folder.write(
                summary, artifacts: (try? ended.get())?.artifacts ?? [], manifest: manifests?.text(ofRun: number),
                ofRun: isAlone ? nil : number)
        }
        return summary
    }
}
