import Boots
import JUnit
import Mayfly
import Terminal

/// One `mayfly boot --runs` or `--until-failure`: tells of each run as it ends, and what they come to.
struct BootLoop: Sendable {
    private let boot: Boot
    private let report: ReportFile?
    private let folder: BootFolder?
    private let manifests: BootManifests?
    private let times: Int?
    private let untilFailure: Bool
    private let jobs: Int
    private let isJSON: Bool

    init(
        _ invocation: Invocation, _ boot: Boot, _ report: ReportFile?, _ folder: BootFolder?,
        _ manifests: BootManifests?
    ) {
        (self.boot, self.report, self.folder, self.manifests) = (boot, report, folder, manifests)
        times = invocation[BootCommand.runs]
        untilFailure = invocation[BootCommand.untilFailure]
        jobs = invocation[BootCommand.jobs] ?? BootMatrix.usualJobs
        isJSON = invocation[OutputOption.option] == .json
    }

    func run() async throws -> Int32 {
        let kernel = try await boot.kernelFiles()
        let comparison = boot.repetition.map { _ in ConsoleComparison() }
        let runs = BootRuns(
            boot: boot, kernel: kernel, times: times, untilFailure: untilFailure, jobs: jobs, folder: folder,
            manifests: manifests, comparison: comparison)
        let (ended, result) = await RelayedRuns([runs], runs.series) { turn in "run \(turn.number)" }.run()
        let summaries = ended.map(\.value)
        let statistics = RunStatistics(summaries)
        let isWritten = report?.write(JUnitReport(runs: summaries).text) ?? true
        if isJSON {
            let report = BootRuns.Report(statistics: statistics, runs: summaries, repetition: comparison?.report)
            Standard.output.write(try JSONText.pretty(report))
        }
        Standard.error.write(statistics.text + (comparison?.report.text ?? ""))
        let failed = ended.first { $0.value.outcome != .passed }?.key.number
        let hasManifest = manifests?.write(ofRun: failed ?? 1) ?? true
        try result.get()
        var status = summaries.first { $0.outcome != .passed }?.exitStatus ?? 0
        if status == 0, comparison?.report.difference != nil { status = BootExitStatus.testsFailed }
        return status == 0 && !(isWritten && hasManifest) ? ExitStatus.neverRan : status
    }
}
