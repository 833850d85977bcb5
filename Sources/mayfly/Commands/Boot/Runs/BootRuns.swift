import Boots
import Mayfly
import Terminal

/// The same boot again and again, several at once: each waits for the host's memory by itself.
struct BootRuns: Sendable {
    struct Report: Encodable {
        var statistics: RunStatistics
        var runs: [BootSummary]
    }

    let boot: Boot
    let kernel: KernelFiles
    /// Nil goes on until one fails.
    var times: Int?
    var untilFailure: Bool
    var jobs: Int
    var folder: BootFolder?
    var manifests: BootManifests?

    /// Every run in the order of their begins; `took` is told of each as it ends. Those that a failure ended are none.
    func run(
        on provider: any MachineProvider, took: @escaping @Sendable (Int, BootSummary) async -> Void
    ) async throws -> [BootSummary] {
        let ended = try await withThrowingTaskGroup(of: (Int, BootSummary)?.self) { group in
            var results: [Int: BootSummary] = [:]
            var (next, hasFailed) = (1, false)
            func begin() {
                guard !hasFailed, next <= times ?? .max else { return }
                let number = next
                next += 1
                group.addTask { try await one(number, on: provider) }
            }
            for _ in 0..<jobs { begin() }
            while let result = try await group.next() {
                guard let (number, summary) = result else { continue }
                results[number] = summary
                await took(number, summary)
                if untilFailure, summary.outcome != .passed {
                    hasFailed = true
                    group.cancelAll()
                }
                begin()
            }
            return results
        }
        try Task.checkCancellation()
        return ended.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Nil when it was cancelled.
    private func one(_ number: Int, on provider: any MachineProvider) async throws -> (Int, BootSummary)? {
        let (boot, timeline) = (boot.run(numbered: number), Timeline())
        let ended: Result<BootResult, any Error>
        do {
            ended = .success(
                try await boot.run(
                    on: provider, kernel: kernel,
                    observer: manifests?.observing(BootObserver(), run: number) ?? .init(),
                    timeline: timeline, limits: folder.map { _ in BootFolder.limits }, collectsPassed: false))
        } catch {
            if Task.isCancelled { return nil }
            ended = .failure(error)
        }
        var summary = BootSummary(boot, ended, timeline)
        summary.differences = manifests?.differences(ofRun: number) ?? []
        if let folder, summary.outcome != .passed {
            await folder.write(
                summary, artifacts: (try? ended.get())?.artifacts ?? [], manifest: manifests?.text(ofRun: number),
                ofRun: number)
        }
        return (number, summary)
    }
}
