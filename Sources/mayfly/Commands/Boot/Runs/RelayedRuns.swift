import Boots
import Mayfly
import Synchronization
import Terminal

/// Runs that are told on stderr as they end, until a signal ends them.
struct RelayedRuns: Sendable {
    private let boots: [BootRuns]
    private let series: BootSeries
    /// How a run is called.
    private let name: @Sendable (BootSeries.Turn) -> String

    init(_ boots: [BootRuns], _ series: BootSeries, name: @escaping @Sendable (BootSeries.Turn) -> String) {
        (self.boots, self.series, self.name) = (boots, series, name)
    }

    /// All that came to an end, in their order, and what ended it all. Those that a signal let end count, too.
    func run() async -> (ended: [(key: BootSeries.Turn, value: BootSummary)], result: Result<Void, any Error>) {
        let ended = Mutex<[BootSeries.Turn: BootSummary]>([:])
        let result: Result<Void, any Error>
        do {
            try await SignalRelay.withRelay { _ in
                _ = try await BootRuns.run(boots, series, on: try await Providers.shared.local()) { turn, summary in
                    ended.withLock { $0[turn] = summary }
                    let time = DurationText.format(.microseconds(Int64(summary.total * 1000)))
                    Standard.note("\(name(turn)): \(summary.firstReason) (\(time))")
                    for words in summary.lost { Standard.note("\(name(turn)): warning: \(words)") }
                }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        return (ended.withLock { $0.sorted { $0.key < $1.key } }, result)
    }
}
